// tests/import/real-exports.test.ts: exports made by WordPress come in whole (skipped where none lie beside the project).
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { termPaths } from '../../src/posts/archive.ts';
import { permalinks } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import type { Author } from '../../src/posts/queries/authors.ts';
import type { Term } from '../../src/terms/term.ts';
import type { ImportResult } from '../../src/import/import-from.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { realExports } from '../shared.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const files = realExports();
const short = (file: string) => file.split('/').at(-1)!;

const bring = (site: TestBlog, file: string): Promise<ImportResult> =>
  importWxr(site.blog, { open: () => fs.createReadStream(file) });

const errors = (site: TestBlog) => site.logged.filter(({ level }) => Number(level) >= 40);

describe.skipIf(!files.length)('real exports (../shared, absent here when skipped)', () => {
  test('all come into one blog, and a second time nothing comes', { timeout: 240_000 }, async () => {
    const site = await startBlog();
    for (const file of files) {
      const text = fs.readFileSync(file, 'utf8');
      const { rows, problem } = await bring(site, file);
      expect(problem, short(file)).toBeUndefined();

      const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
      const came = rows
        .filter(({ kind }) => kind === 'comments' || kind === 'trackbacks and pingbacks')
        .reduce((sum, { came_in, left_out }) => sum + came_in + left_out, 0);
      expect(came, short(file)).toBe(count(/<wp:comment>/g));
      const items = rows
        .filter(({ kind }) => /^(posts|pages|menu items|media|other: .*)$/.test(kind))
        .reduce((sum, { came_in, left_out, already_there }) => sum + came_in + left_out + already_there, 0);
      // One of the files holds some menu items twice.
      expect(items, short(file)).toBe(count(/<item>/g));
    }

    for (const file of files) {
      const { rows } = await bring(site, file);
      expect(
        rows.filter(({ came_in }) => came_in),
        short(file),
      ).toEqual([]);
    }

    const flat = await site.blog.db('comments').whereNotNull('parent_id').count<{ count: number }[]>();
    expect(flat[0]!.count).toBeGreaterThan(5);
    expect(await site.blog.db('posts').where({ html_version: 0 }).whereNot({ content: '' })).toEqual([]);
    expect(errors(site)).toEqual([]);

    const addresses = await publicAddresses(site);
    expect(addresses.length).toBeGreaterThan(100);
    const wrong: string[] = [];
    for (const address of addresses) {
      const { status } = await site.request.get(address);
      if (status !== 200) wrong.push(`${status} ${address}`);
    }
    expect(wrong).toEqual([]);
    await site.work();
    expect(errors(site)).toEqual([]);
  });
});

/** Every post and page, every archive that has posts, and the feeds of all of them. */
async function publicAddresses({ blog }: TestBlog): Promise<string[]> {
  const posts = await blog
    .db<Post>('posts')
    .where({ status: 'publish' })
    .whereIn('type', ['post', 'page'])
    .orderBy('id');
  const terms = await blog
    .db<Term>('terms')
    .whereIn('taxonomy', ['category', 'post_tag'])
    .where('post_count', '>', 0)
    .orderBy('id');
  const authors = await blog
    .db<Author>('users')
    .whereIn(
      'id',
      posts.flatMap(({ type, author_id }) => (type === 'post' && author_id ? [author_id] : [])),
    )
    .orderBy('id');
  const pages = [
    ...(await permalinks(blog, posts)).values(),
    ...(await termPaths(blog, terms)).values(),
    ...authors.map(({ slug }) => `/author/${slug}/`),
    ...new Set(
      posts
        .filter(({ type }) => type === 'post')
        .map(({ published_at }) => `/${published_at!.getUTCFullYear()}/`),
    ),
  ];
  // Feeds cost most: each kind of address, not each address.
  const some = pages.filter((_page, index) => index % 7 === 0);
  return [
    '/',
    '/page/2/',
    '/comments/feed/',
    ...pages,
    ...some.flatMap((page) => [`${page}feed/`, `${page}feed/atom/`]),
  ];
}
