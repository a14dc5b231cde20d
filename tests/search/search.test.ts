// tests/search/search.test.ts: looking for words in posts, pages and comments.
import { beforeAll, expect, test } from 'vitest';
import { wantedOf } from '../../src/base/words/wanted.ts';
import { highlighted } from '../../src/search/highlight.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();

async function found(words: string): Promise<string[]> {
  const answer = await site.request.get('/').query({ s: words });
  expect(answer.status).toBe(200);
  return [...answer.text.matchAll(/<li class="result[^]*?<h2>([^]*?)<\/h2>/g)].map(([, title]) =>
    title!.replace(/<[^>]*>/g, '').trim(),
  );
}

beforeAll(async () => {
  await site.hasPost({
    title: 'Sailing to Crete',
    html: '<p>The boat left in the café of Żółw harbour.</p>',
  });
  const garden = await site.hasPost({
    title: 'A garden',
    html: '<p>Sailing is mentioned here, and tomatoes.</p>',
  });
  await site.hasPost({ type: 'page', title: 'About', html: '<p>We grow <b>tomatoes</b> since 1999.</p>' });
  await site.hasComment({ post_id: garden.id, content: 'Harbour lights shine', author_name: 'Bruno' });
  await site.hasComment({ post_id: garden.id, content: 'heldword here', status: 'hold' });
  const secret = await site.hasPost({ title: 'Quiet', status: 'private', html: '<p>hiddenword</p>' });
  await site.hasComment({ post_id: secret.id, content: 'hiddenword too' });
  const locked = await site.hasPost({ title: 'Locked', password: 'x', html: '<p>lockedword</p>' });
  await site.hasComment({ post_id: locked.id, content: 'lockedword too' });
  await site.hasPost({ title: 'Tomorrow', status: 'future', html: '<p>futureword</p>' });
});

test.each([
  ['sailing', ['Sailing to Crete', 'A garden']],
  ['tomat', ['A garden', 'About']],
  ['CAFE zolw', ['Sailing to Crete']],
  ['"mentioned here"', ['A garden']],
  ['"here mentioned"', []],
  ['sailing -crete', ['A garden']],
  ['harbour', ['Bruno on A garden', 'Sailing to Crete']],
  ['crete or 1999', ['Sailing to Crete', 'About']],
])('%s finds %j', async (words, titles) => {
  const titlesFound = await found(words);

  expect(titlesFound.toSorted()).toEqual(titles.toSorted());
});

test('a word in the title counts more than one in the text', async () => {
  expect((await found('sailing'))[0]).toBe('Sailing to Crete');
});

test('nothing private, protected, scheduled or held is found, nor comments there (A14)', async () => {
  for (const word of ['hiddenword', 'lockedword', 'futureword', 'heldword']) {
    expect([word, await found(word)]).toEqual([word, []]);
  }
  expect(await found('lights')).toEqual(['Bruno on A garden']);
});

test('quotes, wildcards and odd bytes are words like others, and answer at once (D12, D14, D17)', async () => {
  const words = [
    '%',
    '_',
    `') ORDER BY pg_sleep(5) --`,
    '\\',
    "O'",
    ':*',
    '!&|',
    '<->',
    '"',
    'a\0b',
    '-',
    '🔥',
  ];
  const { spent } = await processorTime(async () => {
    for (const word of words) expect((await site.request.get('/').query({ s: word })).status).toBe(200);
  });
  const nested = await site.request.get('/?s[$ne]=1&tax_query[0][terms]=1');

  expect(nested.text).not.toContain('Search results');
  expect(spent).toBeLessThan(5000);
});

test.each(['⑴⑴', 'ﷺﷺ', '⒜⒝ tide', 'tide ⑴⑴'])(
  'signs that stand for several letters are words like others, at every door: %s',
  async (typed) => {
    const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
    const paths = [
      '/?s=',
      '/wp-json/wp/v2/search?search=',
      '/wp-json/wp/v2/comments?search=',
      '/wp-json/wp/v2/posts?search=',
    ];

    for (const path of paths)
      expect((await site.request.get(path + encodeURIComponent(typed))).status, path).toBe(200);
    const feed = await site.request.get(`/search/${encodeURIComponent(typed)}/feed/rss2/`);
    const desk = await moderator.get(`/admin/comments?s=${encodeURIComponent(typed)}`);
    expect([feed.status, desk.status]).toEqual([200, 200]);
  },
);

test('the words are shown marked, and what was typed is escaped', async () => {
  const answer = await site.request.get('/').query({ s: 'tomatoes <script>alert(1)</script>' });
  const marked = await site.request.get('/search/tomatoes/');

  expect(answer.text).not.toContain('<script>alert');
  expect(answer.text).toContain('&lt;script&gt;');
  expect(marked.text).toContain('<mark>tomatoes</mark>');
  expect(marked.text).toContain('<meta name="robots" content="noindex, follow">');
});

test('a highlight maps folded letters back to the original ones', () => {
  const words = wantedOf('strasse CREME')!.marked;

  const pieces = highlighted('Die lange Straße zur Crème hin', words);

  expect(pieces.filter(({ is_match }) => is_match).map(({ text }) => text)).toEqual(['Straße', 'Crème']);
  expect(pieces.map(({ text }) => text).join('')).toBe('Die lange Straße zur Crème hin');
});

test('twenty thousand comments that all hold the words are searched in half a second', async () => {
  const post = await site.hasPost({ title: 'Much said' });
  await site.blog.db.raw(
    `INSERT INTO comments (post_id, status, author_name, content, html)
     SELECT :id, 'approve', 'Reader ' || n, 'x', '<p>common words and number' || n || ' in a sentence</p>'
       FROM generate_series(1, 20000) AS n`,
    { id: post.id },
  );
  await site.blog.db.raw('ANALYZE comments');
  await found('warm up');

  const times: number[] = [];
  for (const words of ['common words', 'common sentence number777', '"and number19999"']) {
    const started = performance.now();
    expect((await found(words)).length).toBeGreaterThan(0);
    times.push(performance.now() - started);
  }

  expect(Math.min(...times)).toBeLessThan(500);
  expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(1000);
}, 60_000);
