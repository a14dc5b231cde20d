// tests/import/admin.test.ts: an owner brings a blog in from the admin, with its files.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { importWxr } from '../../src/import/import-wxr.ts';
import { startBlog } from '../blog.ts';

const file = path.resolve(import.meta.dirname, '../fixtures/wxr/harbour.xml');
const picture = 'https://harbour.example/wp-content/uploads/2025/03/quay.png';

const site = await startBlog();
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const left = () => fs.readdirSync(path.join(site.blog.storage.folder, '.imports'));

test('only those who may import see the screen', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const refused = await editor.get('/admin/import');
  const shown = await owner.get('/admin/import');

  expect(refused.status).toBe(403);
  expect(shown.text).toContain('Upload and import');
  expect(shown.text).toMatch(/<a href="\/admin\/import" [^>]*>[^]*?<span>Tools<\/span><\/a>/);
});

test('an uploaded export comes in from the queue, and the page tells how far it is', async () => {
  const sent = await owner.post('/admin/import').attach('file', file).field('attachments', 'skip');
  const page = sent.headers.location!;
  const waiting = await owner.get(page);
  const state = await owner.get(`${page}/state`);
  await site.work();
  const done = await owner.get(page);

  expect(sent.status).toBe(303);
  expect(waiting.headers.refresh).toBe('3');
  expect(waiting.text).toContain('<progress');
  expect(state.body).toEqual({ percent: 0, is_going: true, text: 'Waiting for its turn.' });
  expect(done.headers.refresh).toBeUndefined();
  expect(done.text).toContain('Done');
  expect(done.text).toMatch(/<th scope="row">comments<\/th>\s*<td>2<\/td>\s*<td>0<\/td>/);
  expect(done.text).toContain('a draft nobody saved');
  expect(left()).toEqual([]);
  const post = await site.request.get('/2025/03/04/a-rope-has-two-ends/');
  expect(post.status).toBe(200);
  expect(post.text).toContain('The reply came first in the file.');
});

test.each([
  ['a ZIP archive', Buffer.from('PK\u0003\u0004 zipped'), 'Unpack it first'],
  ['a text', Buffer.from('Dear blog'), 'This is no export of a system that can be read here'],
  ['nothing', Buffer.alloc(0), 'The file is empty'],
  ['a database', Buffer.from('SQLite format 3\0'), 'This is a database of SQLite'],
])('%s is refused with a sentence, and not kept (B11)', async (_name, bytes, sentence) => {
  const before = left().length;

  const answer = await owner.post('/admin/import').attach('file', bytes, '../../evil.xml');

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(sentence);
  expect(left().length).toBe(before);
  expect(fs.existsSync(path.join(site.blog.storage.folder, '../evil.xml'))).toBe(false);
});

test('a bomb is refused with the line, quickly (D2, D3)', async () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>`;

  const sent = await owner.post('/admin/import').attach('file', Buffer.from(bomb), 'bomb.xml');
  await site.work();
  const page = await owner.get(sent.headers.location!);

  expect(page.text).toContain('line 2');
  expect(page.text).toContain('document type declaration is not allowed');
});

test('files are fetched by the safe fetcher alone, keep their tie, and old links lead to them (C8)', async () => {
  const blog = await startBlog();
  const body = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'navy' } })
    .png()
    .toBuffer();
  blog.web(picture, { body, content_type: 'image/png' });
  await importWxr(blog.blog, { open: () => fs.createReadStream(file), fetches_attachments: true });

  await blog.work();

  expect(blog.fetched).toContain(picture);
  const media = await blog.blog.db('media').where({ id: 15 }).first();
  expect(media).toMatchObject({ alternative_text: 'The old quay', post_id: 11, status: 'ready' });
  // A name of our own: nothing of the old address is part of the path.
  expect(media.file).toMatch(/^\d{4}\/\d\d\/[a-z0-9]+\.png$/);
  expect(await blog.blog.db('posts').where({ id: 11 }).first()).toMatchObject({ featured_media_id: 15 });
  const old = await blog.request.get('/wp-content/uploads/2025/03/quay.png');
  expect(old.headers.location).toBe(`/uploads/${media.file}`);
  expect((await blog.request.get(old.headers.location!)).headers['content-type']).toBe('image/png');
});

test('a file that cannot be had stays at its old address, without an error', async () => {
  const blog = await startBlog();
  blog.web(picture, { status: 404 });
  await importWxr(blog.blog, { open: () => fs.createReadStream(file), fetches_attachments: true });

  await blog.work();

  expect(await blog.blog.db('media').where({ id: 15 }).first()).toMatchObject({
    file: null,
    remote_url: picture,
  });
  expect(blog.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test.each([100_000, 3_000_000, 20_000_000])(
  'an export of %i bytes is taken, however fast it comes',
  async (bytes) => {
    const text = fs.readFileSync(file, 'utf8');
    const padded = text.replace('</channel>', `<!-- ${'x'.repeat(bytes)} --></channel>`);

    const sent = await owner
      .post('/admin/import')
      .attach('file', Buffer.from(padded), 'large.xml')
      .field('attachments', 'skip');

    expect(sent.status).toBe(303);
  },
);
