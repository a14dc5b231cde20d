// tests/search/lists.test.ts: the lists of the admin and of the REST API find words of all scripts, too.
import { beforeAll, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { insertMedia, updateMedia } from '../../src/media/queries.ts';
import { startBlog } from '../blog.ts';
import { samples } from './scripts.ts';

const site = await startBlog();
const { db } = site.blog;
let desk: Awaited<ReturnType<typeof site.signIn>>;
const marks = samples.map((_, number) => `Mark${String.fromCharCode(65 + number)}`);

beforeAll(async () => {
  desk = await site.signIn(await site.hasUser({ role: 'administrator', login: 'root' }));
  const talk = await site.hasPost({ title: 'Talk', html: '<p>Many.</p>', content: '' });
  for (const [number, { html }] of samples.entries()) {
    const mark = marks[number]!;
    await site.hasPost({ title: mark, content: html, html });
    await site.hasPost({ type: 'page', title: mark, content: html, html });
    await site.hasComment({ post_id: talk.id, author_name: mark, content: html, html });
    const { id } = await insertMedia(db, {
      name: 'a.pdf',
      mime_type: 'application/pdf',
      file: `${mark}.pdf`,
      title: mark,
    });
    await updateMedia(db, id, { [number % 2 ? 'caption' : 'description']: html, status: 'ready' });
  }
});

/** Lists, and which marks they show. */
const lists: [string, (typed: string) => Promise<string>][] = [
  ['posts', async (s) => (await desk.get('/admin/posts').query({ s })).text],
  ['pages', async (s) => (await desk.get('/admin/pages').query({ s })).text],
  ['comments', async (s) => (await desk.get('/admin/comments').query({ s })).text],
  ['media', async (s) => (await desk.get('/admin/media').query({ s })).text],
  ['REST posts', async (search) => rest('posts', search)],
  ['REST pages', async (search) => rest('pages', search)],
  ['REST comments', async (search) => rest('comments', search)],
  ['REST media', async (search) => rest('media', search)],
];

async function rest(kind: string, search: string): Promise<string> {
  const { status, body } = await site.request.get(`/wp-json/wp/v2/${kind}`).query({ search, per_page: 100 });
  expect(status).toBe(200);
  const items = body as { title?: { rendered: string }; author_name?: string }[];
  return items.map(({ title, author_name }) => author_name ?? title?.rendered).join(' ');
}

/** Lists find parts of what was typed, as it was typed, besides. */
const isPart = (typed: string, html: string): boolean =>
  !/[-"]/.test(typed) && typed.split(' ').every((word) => html.toLowerCase().includes(word.toLowerCase()));

test.each(lists)(
  '%s',
  async (_name, list) => {
    const wrong: string[] = [];
    for (const [number, { found, not, html }] of samples.entries()) {
      const shown = async (typed: string) => new RegExp(`${marks[number]}\\b`).test(await list(typed));
      for (const typed of Object.keys(found)) if (!(await shown(typed))) wrong.push(`not found: ${typed}`);
      for (const typed of not)
        if (!isPart(typed, html) && (await shown(typed))) wrong.push(`found: ${typed}`);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test('words are looked for in the columns that are asked for', async () => {
  const ask = async (search_columns: string) => {
    const { body } = await site.request.get('/wp-json/wp/v2/posts').query({ search: 'οδός', search_columns });
    return (body as unknown[]).length;
  };

  expect([await ask('post_title'), await ask('post_content')]).toEqual([0, 1]);
});

test('users are found by their names however they are written, and not by hidden words', async () => {
  await site.hasUser({ role: 'author', login: 'secretlogin', display_name: 'Γιώργος ΣΕΦΕΡΗΣ' });
  const ask = async (search: string) => {
    const { body } = await desk
      .get('/wp-json/wp/v2/users')
      .query({ search })
      .set('X-WP-Nonce', await nonce());
    return (body as { name: string }[]).map(({ name }) => name);
  };

  expect(await ask('σεφέρης')).toEqual(['Γιώργος ΣΕΦΕΡΗΣ']);
  expect(await ask('σεφερίδης')).toEqual([]);
});

const nonce = async () => (await desk.get('/wp-admin/admin-ajax.php?action=rest-nonce')).text;

test('files and users of before are found when the background has been there', async () => {
  await db.raw(
    `INSERT INTO media (name, mime_type, file, status, title) VALUES ('b.pdf', 'application/pdf', 'b.pdf', 'ready', 'ΠΑΛΑΙΟΣ')`,
  );
  await db.raw(`UPDATE users SET display_name = 'ΝΕΟΣ', words = NULL WHERE login = 'secretlogin'`);
  const ask = async () => (await desk.get('/admin/media').query({ s: 'παλαιός' })).text.includes('ΠΑΛΑΙΟΣ');
  const before = await ask();

  await addJob(site.blog, 'media.words');
  await addJob(site.blog, 'accounts.names');
  await site.work();

  expect([before, await ask()]).toEqual([false, true]);
  expect(await db('users').whereRaw(`words @@ 'νεοσ'::tsquery`).pluck('login')).toEqual(['secretlogin']);
});
