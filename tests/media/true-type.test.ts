// tests/media/true-type.test.ts: pictures, sound and films whose name has the ending of another kind, through every door.
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { gif, jpeg, mp3, mp4, pdf, png, sendAhead, webp, zip } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { adts, avif, heic, m4a, ogg, tiff, wav, webm } from './kinds.ts';

const site = await startBlog();
// Each row sends a file: how many of them are taken in a day is tested by itself.
await saveSettings(site.blog.db, attachmentSettings, { max_files_per_day: 0 });
const { db } = site.blog;
const author = await site.signIn(await site.hasUser({ role: 'author' }));
let form = 0;

beforeEach(async () => {
  form += 1;
  await db('media').delete();
});

const send = (name: string, body: Buffer | string) =>
  sendAhead(site, name, Buffer.from(body), `form-of-true-type-${form}`);

const pictures = { jpg: jpeg, png, gif, webp, avif, heic, tif: tiff };
const typed = { jpg: 'jpeg', tif: 'tiff' } as Record<string, string>;
const slips = Object.entries(pictures).flatMap(([inside, body]) =>
  Object.keys(pictures)
    .filter((ending) => ending !== inside)
    .map((ending) => [ending, inside, body] as const),
);

test.each(slips)('photo.%s with a %s inside is taken for that', async (ending, inside, body) => {
  const { status, body: told } = await send(`My photo.${ending}`, body);

  const row = await db('waiting_files').where({ id: told.id }).first();
  const kept = inside === 'tif' ? 'tiff' : inside;
  expect([status, told.name, told.kind]).toEqual([201, `My photo.${kept}`, 'image']);
  expect(row).toMatchObject({ name: `My photo.${kept}`, mime_type: `image/${typed[inside] ?? inside}` });
});

test.each<[string, Buffer, string, string]>([
  ['note.mp3', m4a, 'note.m4a', 'audio/mp4'],
  ['note.mp3', mp4(), 'note.m4a', 'audio/mp4'],
  ['note.mp3', ogg, 'note.ogg', 'audio/ogg'],
  ['note.mp3', wav, 'note.wav', 'audio/wav'],
  ['note.m4a', mp3, 'note.mp3', 'audio/mpeg'],
  ['note.m4a', adts, 'note.aac', 'audio/aac'],
  ['note.opus', m4a, 'note.m4a', 'audio/mp4'],
  ['note.opus', ogg, 'note.opus', 'audio/ogg'],
  ['film.mp4', webm, 'film.webm', 'video/webm'],
  ['film.webm', mp4(), 'film.mp4', 'video/mp4'],
  ['film.avi', ogg, 'film.ogv', 'video/ogg'],
])('%s is taken for what it is: %#', async (name, body, right, mime_type) => {
  const { status, body: told } = await send(name, body);

  const row = await db('waiting_files').where({ id: told.id }).first();
  expect([status, told.name, row?.mime_type]).toEqual([201, right, mime_type]);
});

test.each([
  ['a script', 'a.png', '<script>alert(1)</script>'],
  ['a page', 'a.webp', '<!doctype html><html><body>'],
  ['SVG', 'a.avif', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['PHP', 'a.heic', '<?php echo 1;'],
  ['a program', 'a.tiff', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)])],
  ['a script dressed as a GIF', 'a.png', 'GIF89a/*\x01\x01\x01\x01\x01*/=1;alert(1);//'],
  ['a PDF', 'a.jpg', pdf],
  ['a zip', 'a.png', zip({ 'a.html': '<script>' })],
  ['sound', 'a.jpg', mp3],
  ['a film', 'a.heic', mp4()],
  ['a picture', 'a.mp3', png],
  ['a picture', 'a.pdf', png],
  ['a page', 'a.mp3', '<!doctype html><html><body>'],
])('%s called %s is refused, as before', async (_what, name, body) => {
  const answer = await send(name, body);

  expect([answer.status, answer.body.error.includes(name)]).toEqual([415, true]);
});

test('a kind that is not allowed stays out under the name of one that is; of several endings one that is allowed is given', async () => {
  await saveSettings(db, attachmentSettings, { allowed_file_types: ['png', 'jpeg'] });

  const refused = await send('a.png', webp);
  const renamed = await send('a.png', jpeg);
  const unknown = await send('a.gif', png);
  await saveSettings(db, attachmentSettings, { allowed_file_types: undefined });

  expect([refused.status, refused.body.error]).toEqual([
    415,
    '“a.png” was not taken. Inside it is a .webp file, and those are not allowed here.',
  ]);
  expect([renamed.status, renamed.body.name]).toEqual([201, 'a.jpeg']);
  expect(unknown.status).toBe(415);
});

test('a comment without script shows the picture, and it is served as what it is', async () => {
  const post = await site.hasPost();
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answer = await editor
    .post('/comments')
    .field('comment', 'See this')
    .field('comment_post_ID', String(post.id))
    .attach('attachment', png, 'photo.jpg');
  await site.work();

  const media = await db('media').first();
  const sent = await site.request.get(`/uploads/${media.file}`);
  const { text } = await site.request.get(`/2026/08/01/${post.slug}/`);
  expect([answer.status, media.name, media.file.endsWith('.png')]).toEqual([303, 'photo.png', true]);
  expect(sent.headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'inline; filename=photo.png',
  });
  expect(text).toContain(`<img src="/uploads/${media.file}"`);
});

test('so does the library, in a form and in parts', async () => {
  const byForm = await author.post('/admin/media/upload').attach('file', webp, 'shot.jpg');
  const { body } = await author
    .post('/admin/media/uploads/begin')
    .type('form')
    .send({ name: 'part.png', byte_size: jpeg.length });
  await author
    .post(`/admin/media/uploads/${body.id}/append?offset=0`)
    .type('application/octet-stream')
    .send(jpeg);
  const done = await author.post(`/admin/media/uploads/${body.id}/finish`);

  const names = await db('media').orderBy('id').pluck('name');
  expect(byForm.status).toBeLessThan(400);
  expect([names, done.body.name]).toEqual([['shot.webp', 'part.jpg'], 'part.jpg']);
});
