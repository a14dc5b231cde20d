// tests/import/too-long.test.ts: a text longer than what is read of one costs its own end, and no other item.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { readWxr } from '../../src/import/wxr/read-wxr.ts';
import type { WxrItem } from '../../src/import/wxr/wxr.ts';
import { startBlog } from '../blog.ts';
import { bring, comment, item, wxr } from './kit.ts';

const limit = 32 * 1024 * 1024;

test(
  'in a text section: the items around it come in whole, and the table names it',
  { timeout: 240_000 },
  async () => {
    const site = await startBlog();
    const words = 'word & '.repeat(4_900_000);

    const result = await bring(
      site,
      wxr(
        item(1, 'Before.') +
          item(2, words, { title: 'Long' }) +
          item(3, 'Behind.', { more: comment(5, 'Said.') }),
      ),
    );

    expect(words.length).toBeGreaterThan(limit);
    expect(result.problem).toBeUndefined();
    const posts = await site.blog.db<Post>('posts').orderBy('id').select('id', 'html');
    expect(posts.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(posts[1]!.html).toContain('word &amp; word');
    expect(posts[2]!.html).toContain('Behind.');
    expect(result.rows.find(({ kind }) => kind === 'posts')!.reasons.join('; ')).toContain(
      '“Long”: mended a text of more than 24 million characters, which was cut there in line',
    );
    expect(await site.blog.db('comments').select('id')).toEqual([{ id: 5 }]);
  },
);

test('as words with references: none is cut in two', { timeout: 240_000 }, async () => {
  const long = `<item><title>Long</title><content:encoded>${'a&amp;😀'.repeat(3_000_000)}</content:encoded></item>`;
  const bytes = Buffer.from(wxr(`${long}<item><title>Behind</title></item>`));
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_537) }, (_, at) =>
    bytes.subarray(at * 65_537, (at + 1) * 65_537),
  );
  const read: WxrItem[] = [];

  for await (const { record } of readWxr(Readable.from(pieces), { mends: true }))
    if (record.kind === 'item') read.push(record);

  expect(read.map(({ fields }) => fields.title)).toEqual(['Long', 'Behind']);
  expect(read[0]!.content.length).toBeGreaterThan(1_000_000);
  expect(read[0]!.content.replaceAll('a&😀', '')).toMatch(/^a?&?$/);
});
