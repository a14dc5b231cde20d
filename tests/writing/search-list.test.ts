// tests/writing/search-list.test.ts: the lists find parts of words, rare and common, and on a large site soon.
import { beforeAll, expect, test } from 'vitest';
import { postsForList } from '../../src/posts/queries/list.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const desk = await site.signIn(await site.hasUser({ role: 'editor' }));
const list = async (query: string) => {
  const { text } = await desk.get(`/admin/posts${query}`);
  const titles = [...text.matchAll(/class="title"[^>]*>([^<]+)</g)].map(([, title]) => title!);
  return { titles, items: /<span>([^<]* items?[^<]*)<\/span>/.exec(text)?.[1] };
};

beforeAll(async () => {
  await db.raw(`
    INSERT INTO posts (title, slug, status, published_at, created_at, content, html, comment_count, guid)
    SELECT 'Log ' || n, 'log-' || n, 'publish', timestamptz '2026-01-01Z' + n * interval '1 hour', now(),
           'Wind over the harbour, day ' || md5(n::text), '', n % 7, ''
      FROM generate_series(1, 4000) AS n;
    UPDATE posts SET content = content || ' Fischerhafenmauer', comment_count = 90 WHERE slug IN ('log-40', 'log-3000');
    ANALYZE posts`);
});

test('a rare part of a word is found wherever it stands, in the order that is asked', async () => {
  const found = await list('?s=HAFENmau');
  const sorted = await list('?s=hafenmau&orderby=date&order=asc');
  const none = await list('?s=hafenmauz');

  expect(found).toEqual({ titles: ['Log 3000', 'Log 40'], items: '2 items' });
  expect(sorted.titles).toEqual(['Log 40', 'Log 3000']);
  expect(none.titles).toEqual([]);
});

test('of a common one the newest come first, and it is told that there are more than are counted', async () => {
  const first = await list('?s=arbou');
  const last = await list('?s=arbou&page=100');
  const comments = await list('?s=arbou&orderby=comments&order=desc');

  expect(first.items).toBe('More than 2000 items, page 1 of 100');
  expect(first.titles.slice(0, 2)).toEqual(['Log 4000', 'Log 3999']);
  expect(last.titles.at(-1)).toBe('Log 2001');
  expect(comments.titles.slice(0, 2)).toEqual(['Log 3000', 'Log 40']);
});

test('parts of words, and the order by comments, have indexes', async () => {
  const plans = await db.transaction(async (within) => {
    // A few thousand rows are read as soon as any index; what counts is that there is one for many.
    await within.raw('SET LOCAL enable_seqscan = off');
    const words = await within.raw(
      `EXPLAIN SELECT id FROM posts WHERE title ILIKE '%hafenmau%' OR content ILIKE '%hafenmau%'`,
    );
    const order = postsForList(
      within,
      { type: 'post' },
      { by: 'comments', is_descending: true },
      { limit: 20, offset: 0 },
    ) as unknown as { toQuery(): string };
    const comments = await within.raw(`EXPLAIN ${order.toQuery()}`);
    return [JSON.stringify(words.rows), JSON.stringify(comments.rows)];
  });

  expect(plans[0]).toContain('posts_by_parts');
  expect(plans[1]).toContain('posts_desk_by_comments');
});

test('on a server without trigrams the same is found', async () => {
  await db.raw('DROP EXTENSION pg_trgm CASCADE');

  expect((await list('?s=hafenmau')).titles).toEqual(['Log 3000', 'Log 40']);
});
