// writing/screen/revisions.ts: the earlier texts of a post, and any two of them compared word by word.
import { usersByIds } from '../../accounts/queries.ts';
import { differenceOf } from '../../base/html/difference.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import type { Post, PostText } from '../../posts/post.ts';
import { findRevision, keptTextsOf, type Revision } from '../queries/revisions.ts';
import { readId } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';

/** `id` and `with` name two texts, untrusted; the second left out is the text of today. */
export interface Compared {
  id?: unknown;
  with?: unknown;
}

/** The list of revisions and autosaves, and two texts compared. */
export async function revisionsView(blog: Blog, post: Post, asked: Compared) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const all = await keptTextsOf(blog.db, post.id);
  const authors = await usersByIds(
    blog.db,
    all.map(({ author_id }) => author_id),
  );
  const path = `/admin/${post.type}s/${post.id}`;
  const one = await named(blog, post, asked.id);
  const other = await named(blog, post, asked.with);
  const dateOf = (text: Revision | undefined) =>
    text ? formatDate(text.created_at, `${date_format}, ${time_format}`, { zone }) : '';
  // Until two are chosen, the one before the newest is offered against today's.
  const first = one ?? all.find(({ kind }, index) => kind === 'revision' && index > 0) ?? all[0];
  return {
    path,
    title: post.title || __('(no title)'),
    is_today: !other,
    revisions: all.map((text) => ({
      id: text.id,
      href: `${path}/revisions?id=${text.id}`,
      date: dateOf(text),
      author: authors.get(text.author_id ?? 0)?.display_name ?? __('Somebody'),
      is_autosave: text.kind === 'autosave',
      is_first: text.id === first?.id,
      is_second: text.id === other?.id,
    })),
    compared: one && {
      ...comparison(one, other ?? post),
      heading: other
        ? __('The text of %1$s, and what became of it by %2$s', dateOf(one), dateOf(other))
        : __('The text of %s, and what became of it by today', dateOf(one)),
      restorable: [one, other]
        .filter((text) => text !== undefined)
        .map((text) => ({ date: dateOf(text), action: `${path}/revisions/${text.id}/restore` })),
    },
  };
}

async function named(blog: Blog, post: Post, id: unknown): Promise<Revision | undefined> {
  const known = readId(id);
  return known === undefined ? undefined : findRevision(blog.db, post.id, known);
}

function comparison(before: PostText, after: PostText) {
  const excerpts = [before.excerpt, after.excerpt];
  return {
    title: differenceOf(before.title, after.title),
    content: differenceOf(before.content, after.content),
    excerpt: excerpts.some(Boolean) ? differenceOf(before.excerpt, after.excerpt) : [],
  };
}
