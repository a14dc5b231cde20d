// tests/export/export.test.ts: an owner takes the blog out, whole or in part, by the screen and by the command.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportCommand } from '../../src/export/command.ts';
import type { WxrItem } from '../../src/import/wxr/wxr.ts';
import { startBlog } from '../blog.ts';
import { contentOf, exportText, importText, recordsOf } from './exported.ts';
import { startFullBlog, useBerlin } from './full-blog.ts';

const { site, picture, ids } = await startFullBlog();
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-export-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const download = async (fields: Record<string, string>) =>
  (await owner.post('/admin/export').type('form').send(fields)).text;
const itemsOf = async (text: string): Promise<WxrItem[]> =>
  (await recordsOf(text)).flatMap((record) => (record.kind === 'item' ? [record] : []));
const titles = (items: WxrItem[]) => items.map(({ fields }) => fields.title);

test('only administrators see the screen and get the file', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const shown = await owner.get('/admin/export');
  const refused = await editor.get('/admin/export');
  const notSent = await editor.post('/admin/export').type('form').send({ content: 'all' });
  const foreign = await owner
    .post('/admin/export')
    .set('Origin', 'https://evil.example')
    .type('form')
    .send({ content: 'all' });
  const stranger = await site.request.post('/admin/export').type('form').send({ content: 'all' });

  expect(shown.text).toContain('Download export file');
  expect(shown.text).toMatch(/<a href="\/admin\/export"[^>]*>Export<\/a>/);
  expect(refused.status).toBe(403);
  expect(notSent.status).toBe(403);
  expect(notSent.text).not.toContain('<rss');
  expect(foreign.status).toBe(403);
  expect(stranger.text).not.toContain('<rss');
});

test('all content leaves as it was written', async () => {
  const answer = await owner.post('/admin/export').type('form').send({ content: 'all' });
  const items = await itemsOf(answer.text);
  const post = items.find(({ fields }) => fields.post_name === 'ropes')!;

  expect(answer.headers['content-disposition']).toBe('attachment; filename=quillback.2026-08-01.xml');
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(post.content).toBe(
    '<!-- wp:paragraph -->\n<p>One ]]> two [gallery ids="2"]</p>\n<!-- /wp:paragraph -->',
  );
  expect(post.fields).toMatchObject({
    title: 'Ropes &amp; &lt;knots&gt;',
    post_password: 'secret word',
    is_sticky: '1',
    post_date: '2026-08-01 11:00:00',
    post_date_gmt: '2026-08-01 09:00:00',
    creator: 'ada',
  });
  expect(post.terms).toContainEqual({ taxonomy: 'category', slug: 'north', name: 'North &amp; sea' });
  expect(post.terms).toContainEqual({ taxonomy: 'post_format', slug: 'post-format-aside', name: 'Aside' });
  expect(post.meta.filter(({ key }) => key === 'colour').map(({ value }) => value)).toEqual(['red', 'blue']);
  const number = post.meta.find(({ key }) => key === '_thumbnail_id')!.value;
  const file = items.find(({ fields }) => fields.post_id === number)!;
  expect(file.fields.attachment_url).toBe('http://blog.example/uploads/2026/07/abcdef.png');
  // WordPress's importer passes over an item whose number it has seen.
  expect(number).not.toBe(String(picture.id));
  const numbers = items.map(({ fields }) => fields.post_id);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('parts leave by content, author, days, status and category', async () => {
  const posts = await itemsOf(
    await download({ content: 'posts', author: 'ada', category: String(ids.category) }),
  );
  const drafts = await itemsOf(await download({ content: 'posts', status: 'draft' }));
  const pages = await itemsOf(await download({ content: 'pages' }));
  const media = await itemsOf(
    await download({ content: 'attachment', from: '2026-07-03', to: '2026-07-03' }),
  );
  const none = await itemsOf(await download({ content: 'posts', to: '2026-07-31' }));

  // With what the post shows and holds.
  expect(new Set(titles(posts))).toEqual(new Set(['', 'Quay', 'Ropes &amp; &lt;knots&gt;']));
  expect(drafts.map(({ content }) => content)).toEqual(['*star*']);
  expect(pages.every(({ fields }) => fields.post_type === 'page')).toBe(true);
  expect(pages.length).toBe(2);
  expect(media.map(({ fields }) => fields.post_name)).toEqual(['reader']);
  expect(
    none.filter(({ fields }) => fields.post_type !== 'attachment').map(({ fields }) => fields.status),
  ).toEqual([]);
});

test('a wrong field is named, and what was typed stays', async () => {
  const answer = await owner
    .post('/admin/export')
    .type('form')
    .send({ content: 'posts', author: 'nobody', from: '2026-01-02' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Nobody is called nobody.');
  expect(answer.text).toContain('value="2026-01-02"');
  expect(answer.text).toMatch(/value="posts" checked/);
});

test('everything comes in again: threads, kinds, files on comments, menus, numbers', async () => {
  const first = await exportText(site.blog);
  const other = await startBlog({ SITE_URL: 'http://other.example' });

  expect(picture.id).toBe(ids.post);
  await useBerlin(other);
  const { problem, rows } = await importText(other.blog, first);
  const second = await exportText(other.blog);

  expect(problem).toBeUndefined();
  expect(rows.filter(({ left_out }) => left_out)).toEqual([]);
  expect(await contentOf(second)).toEqual(await contentOf(first));
  const { db } = other.blog;
  // Texts name pictures by their own number.
  expect(await db('media').where({ slug: 'quay' }).first()).toMatchObject({
    id: picture.id,
    name: 'Quay at night.png',
  });
  expect(await db('posts').where({ slug: 'ropes' }).first()).toMatchObject({
    id: ids.post,
    featured_media_id: picture.id,
    canonical: 'source',
    meta: { colour: ['red', 'blue'] },
  });
  expect(await db('posts').where({ id: ids.draft }).first()).toMatchObject({
    content_format: 'markdown',
    published_at: null,
  });
  const hanging = await db('attachments').join('media', 'media.id', 'media_id').first();
  expect(hanging).toMatchObject({
    comment_id: ids.comment,
    source: 'comment',
    is_public: false,
    slug: 'reader',
  });
  // A reader does not become an author, and the next post does not get a number far off.
  expect(await db('users').where({ login: 'reader' }).first()).toMatchObject({ role: 'subscriber' });
  expect((await other.hasPost()).id).toBeLessThan(1000);
});

test('the command writes a file, names what is wrong, and leaves no half of one', async () => {
  const file = path.join(folder, 'blog.xml');

  const done = await exportCommand.run(site.blog, [file, '--content', 'pages', '--author', 'ada']);
  const again = await exportCommand.run(site.blog, [file]);
  const unknown = await exportCommand.run(site.blog, [
    path.join(folder, 'b.xml'),
    '--content',
    'posts',
    '--category',
    'none',
  ]);

  expect([done, again, unknown]).toEqual([0, 1, 1]);
  expect(titles(await itemsOf(fs.readFileSync(file, 'utf8')))).toEqual(['Child']);
  expect(fs.readdirSync(folder)).toEqual(['blog.xml']);
});
