// tests/media/names.test.ts: names of files in any charset, and addresses that keep their words.
import http from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import { cleanName } from '../../src/media/file-name.ts';
import { findMedia } from '../../src/media/queries.ts';
import type { Media } from '../../src/media/media.ts';
import { filesIn, jpeg, png } from '../attachments/files.ts';
import { sessionCookie, startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.hasUser({ role: 'editor' });
const agent = await site.signIn(editor);
const cookie = await sessionCookie(site.blog, editor);

beforeEach(async () => {
  await db('media').delete();
  await db('former_media_stems').delete();
});

/** A form whose file is called by these very bytes; clients of tests know UTF-8 alone. */
function sendNamed(name: Buffer, body = jpeg, path = '/attachments'): Promise<{ name: string }> {
  const head = Buffer.from('--b\r\nContent-Disposition: form-data; name="attachment"; filename="');
  const form = Buffer.concat([head, name, Buffer.from('"\r\n\r\n'), body, Buffer.from('\r\n--b--\r\n')]);
  const headers = {
    'Content-Type': 'multipart/form-data; boundary=b',
    'Content-Length': form.length,
    cookie,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(site.address + path, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += String(piece)));
      answer.on('end', () => resolve(JSON.parse(text) as { name: string }));
    });
    request.on('error', reject);
    request.end(form);
  });
}

const bytes = (hex: string) =>
  Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.from('.jpg')]);

test.each([
  ['UTF-8', Buffer.from('žluťoučký кот 写真.jpg'), 'žluťoučký кот 写真.jpg'],
  ['Latin-1', Buffer.from('café.jpg', 'latin1'), 'café.jpg'],
  ['Latin-1', Buffer.from('Größe über Müßiggang.jpg', 'latin1'), 'Größe über Müßiggang.jpg'],
  ['windows-1252', Buffer.from('it\x92s me \x96 no.jpg', 'latin1'), 'it’s me – no.jpg'],
  ['windows-1251', bytes('ceef f3f1ea 20 32303236'), 'Опуск 2026.jpg'],
  ['windows-1251', bytes('ece0ece020e820ff'), 'мама и я.jpg'],
  ['windows-1251', bytes('eaeef2'), 'кот.jpg'],
  ['Shift_JIS', bytes('8eca905e'), '写真.jpg'],
  ['Shift_JIS', bytes('82b582e082b5'), 'しもし.jpg'],
  ['Shift_JIS', bytes('494d475f 8a43'), 'IMG_海.jpg'],
  ['Shift_JIS', bytes('838583433032'), 'ュイ02.jpg'],
])('a name in %s is read: %#', async (_charset, given, name) => {
  expect((await sendNamed(given)).name).toBe(name);
});

test.each([
  ['a family', '👨\u200d👩\u200d👧.png', '👨\u200d👩\u200d👧.png'],
  ['a heart on fire', '❤️\u200d🔥.png', '❤️\u200d🔥.png'],
  ['a skin and a calling', '👩🏽\u200d🚀.png', '👩🏽\u200d🚀.png'],
  ['England', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}.png', undefined],
  ['Persian', 'می\u200cخواهم.png', 'می\u200cخواهم.png'],
  ['a joiner that joins nothing', 'a\u200d.png\u200d', 'a.png'],
  ['a joiner before a full stop', '👨\u200d.png', '👨.png'],
  ['tags without a flag', 'a\u{e0067}\u{e0062}b.png', 'ab.png'],
  ['a turned direction', 'a\u202egpj.png', 'agpj.png'],
  ['a full stop at its end', 'photo.png.', 'photo.png'],
  ['several', 'photo.png. . ..', 'photo.png'],
  ['dots alone', '...', 'file'],
])('a name with %s', async (_what, given, right = given) => {
  expect(cleanName(given)).toBe(right);
});

test('a name that ends with a full stop is taken, but for one that is a program without it', async () => {
  const taken = await sendNamed(Buffer.from('photo.jpg.'));
  const refused = await sendNamed(Buffer.from('run.php.'));

  expect([taken.name, (refused as { error?: string }).error?.includes('.php')]).toEqual(['photo.jpg', true]);
});

async function kept(name: string, body: Buffer = jpeg): Promise<Media> {
  await agent.post('/admin/media/upload').attach('file', body, name);
  const { id } = await db('media').orderBy('id', 'desc').first();
  return (await findMedia(db, id))!;
}

test.each([
  ['holiday photo.jpg', '2026/08/holiday-photo.jpg'],
  ['Größe & Übermut.JPEG', '2026/08/grosse-ubermut.jpg'],
  ['Отпуск у моря.jpg', '2026/08/otpusk-u-morya.jpg'],
  ["Anna's cat.jpg", '2026/08/annas-cat.jpg'],
  ['a.php.jpg', '2026/08/a-php.jpg'],
  ['../../etc/x.jpg', '2026/08/x.jpg'],
  ['photo-300x200.jpg', '2026/08/photo-300x200-1.jpg'],
  ['photo-v2.jpg', '2026/08/photo-v2-1.jpg'],
  [`${'long '.repeat(40)}.jpg`, `2026/08/${'long-'.repeat(16).slice(0, -1)}.jpg`],
])('%s lies at %s', async (name, file) => {
  const media = await kept(name);
  const sent = await site.request.get(`/uploads/${media.file}`);

  expect([media.file, sent.status]).toEqual([file, 200]);
});

test('a name without a word gets an address that nobody guesses', async () => {
  expect((await kept('🐱.jpg')).file).toMatch(/^2026\/08\/[a-z2-9]{26}\.jpg$/);
});

test('files of one name get numbers, whatever their kind, and each sends its own bytes', async () => {
  const all = [
    await kept('one.jpg'),
    await kept('one.jpg'),
    await kept('one.png', png),
    await kept('one-2.jpg'),
  ];
  await site.work();

  const sent = await Promise.all(all.map(({ file }) => site.request.get(`/uploads/${file}`)));
  expect(all.map(({ file }) => file!.slice(8))).toEqual(['one.jpg', 'one-2.jpg', 'one-3.png', 'one-2-2.jpg']);
  expect(sent.map(({ headers }) => headers['content-type'])).toEqual([
    'image/jpeg',
    'image/jpeg',
    'image/png',
    'image/jpeg',
  ]);
});

test('files of one name that come at the same time all find a place', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => agent.post('/admin/media/upload').attach('file', jpeg, 'same.jpg')),
  );

  const files = await db('media').pluck('file');
  expect(answers.map(({ status }) => status < 400)).toEqual([true, true, true, true]);
  expect(new Set(files).size).toBe(4);
  expect(files.every((file: string) => /^2026\/08\/same(-\d+)?\.jpg$/.test(file))).toBe(true);
});

test('the address of a deleted file is nobody’s: a browser may still show the old one there', async () => {
  const first = await kept('logo.jpg');
  await agent.post('/admin/media/delete').type('form').send({ ids: first.id });
  await site.work();

  const next = await kept('logo.jpg');

  expect([first.file, next.file]).toEqual(['2026/08/logo.jpg', '2026/08/logo-2.jpg']);
  expect(filesIn(site)).not.toContain(first.file);
  expect(filesIn(site)).toContain(next.file);
});

test('a file that is held has an address that nobody guesses, and keeps it when it is opened', async () => {
  const post = await site.hasPost();
  await site.request
    .post('/comments')
    .field({ comment: 'See', author: 'Ada', email: 'ada@example.com', comment_post_ID: String(post.id) })
    .attach('attachment', jpeg, 'my secret.jpg');

  const { file } = await db('media').first();
  const { id } = await db('comments').orderBy('id', 'desc').first();
  const held = await site.request.get(`/uploads/${file}`);
  await agent.post('/admin/comments').type('form').send({ ids: id, action: 'approve' });
  await site.work();
  const after = await db('media').first();

  expect(file).toMatch(/^2026\/08\/[a-z2-9]{26}\.jpg$/);
  expect([held.status, after.file]).toEqual([404, file]);
});
