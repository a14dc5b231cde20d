// tests/search/scripts.test.ts: words of all scripts are found in posts, pages and comments, and only where they stand.
import { beforeAll, expect, test } from 'vitest';
import { folded, foldedWithMap } from '../../src/base/words/fold.ts';
import { startBlog } from '../blog.ts';
import { samples } from './scripts.ts';

const site = await startBlog();
const posts = new Map<string, number>();

beforeAll(async () => {
  const talk = await site.hasPost({ title: 'Talk', html: '<p>Many languages.</p>' });
  for (const { language, html } of samples) {
    const type = posts.size % 2 ? 'page' : 'post';
    const { id } = await site.hasPost({ type, title: language, html });
    posts.set(language, id);
    await site.hasComment({ post_id: talk.id, author_name: `Reader of ${language}`, content: html, html });
  }
});

const queries = (which: 'found' | 'not') =>
  samples.flatMap(({ language, [which]: words }) =>
    (Array.isArray(words) ? words : Object.keys(words)).map((typed): [string, string] => [language, typed]),
  );

/** The titles of what the site's search finds, and what is marked of each. */
async function results(typed: string): Promise<Map<string, string[]>> {
  const { status, text } = await site.request.get('/').query({ s: typed });
  expect(status).toBe(200);
  const items = [...text.matchAll(/<li class="result[^]*?<h2>([^]*?)<\/h2>([^]*?)<\/li>/g)];
  const plain = (html: string) => html.replace(/<[^>]*>/g, '').trim();
  const marks = (html: string) => [...html.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, mark]) => mark!);
  return new Map(items.map(([, title, said]) => [plain(title!), marks(said!)]));
}

async function restIds(typed: string): Promise<number[]> {
  const { status, body } = await site.request
    .get('/wp-json/wp/v2/search')
    .query({ search: typed, per_page: 100 });
  expect(status).toBe(200);
  return (body as { id: number }[]).map(({ id }) => id);
}

test('the table is as large as it should be', () => {
  expect(samples.length).toBeGreaterThanOrEqual(16);
  expect(queries('found').length).toBeGreaterThanOrEqual(44);
  expect(queries('not').length).toBeGreaterThanOrEqual(30);
});

test.each(queries('found'))(
  '%s: %s is found in the post and in the comment, and by programs',
  async (language, typed) => {
    const found = await results(typed);
    const ids = await restIds(typed);

    expect([...found.keys()]).toContain(language);
    expect([...found.keys()]).toContain(`Reader of ${language} on Talk`);
    expect(ids).toContain(posts.get(language));
  },
);

test.each(queries('not'))('%s: %s is not found there', async (language, typed) => {
  const found = await results(typed);
  const ids = await restIds(typed);

  expect([...found.keys()].filter((title) => title.includes(language))).toEqual([]);
  expect(ids).not.toContain(posts.get(language));
});

test('what is marked are the letters of the text itself', async () => {
  for (const { language, found: words } of samples) {
    for (const [typed, marked] of Object.entries(words).filter(([, mark]) => mark)) {
      const found = await results(typed);
      expect([typed, found.get(language)?.[0]]).toEqual([typed, marked]);
    }
  }
});

test('a letter folds as its text does', () => {
  for (const text of samples.map(({ html }) => html)) expect(foldedWithMap(text).text).toBe(folded(text));
});
