// site/permalinks-view.ts: what a structure of addresses makes of the newest post, before it is saved.
import { __, N_, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { addressUnder, type Addressed } from '../posts/addresses/permalink.ts';
import { listPosts } from '../posts/queries/archive.ts';
import { permalinks } from '../posts/settings.ts';

const common = [
  { title: N_('Plain'), structure: '' },
  { title: N_('Day and name'), structure: '/%year%/%monthnum%/%day%/%postname%/' },
  { title: N_('Month and name'), structure: '/%year%/%monthnum%/%postname%/' },
  { title: N_('Numeric'), structure: '/archives/%post_id%' },
  { title: N_('Post name'), structure: '/%postname%/' },
];

const tags = [
  'year',
  'monthnum',
  'day',
  'hour',
  'minute',
  'second',
  'post_id',
  'postname',
  'category',
  'author',
];

/** @param structure what stands in the field; a wrong one has no preview */
export async function permalinksView(blog: Blog, structure: unknown) {
  const [newest] = await listPosts(blog.db, {}, { limit: 1, offset: 0 });
  const post: Addressed = newest ?? sample(blog.now());
  const read = permalinks.shape.permalink_structure.safeParse(structure);
  const examples = [];
  for (const one of common) {
    examples.push({
      ...one,
      title: translate(one.title),
      address: blog.url + (await addressUnder(blog, post, one.structure)),
      href: `/admin/settings/permalinks?permalink_structure=${encodeURIComponent(one.structure)}`,
      is_current: one.structure === structure,
    });
  }
  return {
    examples,
    of: newest ? newest.title || __('(no title)') : '',
    preview: read.success ? blog.url + (await addressUnder(blog, post, read.data)) : '',
    problem: read.success ? '' : read.error.issues[0]!.message,
    parts: JSON.stringify({
      site: blog.url,
      plain: await addressUnder(blog, post, ''),
      tags: await partsOf(blog, post),
    }),
  };
}

/** What each tag stands for, for the script that shows the address while it is typed. */
async function partsOf(blog: Blog, post: Addressed): Promise<Record<string, string>> {
  // No part holds a space.
  const printed = await addressUnder(blog, post, tags.map((tag) => `%${tag}%`).join(' '));
  const values = printed.split(' ');
  return Object.fromEntries(tags.map((tag, index) => [tag, values[index]!]));
}

const sample = (now: Date): Addressed => ({
  id: 123,
  type: 'post',
  status: 'publish',
  slug: 'sample-post',
  published_at: now,
  author_id: null,
  parent_id: null,
});
