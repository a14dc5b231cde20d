// tests/media/serve.test.ts: how kept files are sent, and to whom.
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import { setMediaPublic, setPostPublic } from '../../src/media/publish-files.ts';
import { insertMedia } from '../../src/media/queries.ts';
import { signedLinks } from '../../src/media/signed-link.ts';
import { jpeg, mp3, mp4, ole, pdf, png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

async function kept(name: string, body: Buffer, more: Partial<Media> = {}): Promise<Media> {
  const media = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', ...more }),
  );
  await site.work();
  return media;
}

test.each([
  ['a picture', 'a.png', png, 'image/png', 'inline'],
  ['a film', 'a.mp4', mp4(), 'video/mp4', 'inline'],
  ['sound', 'a.mp3', mp3, 'audio/mpeg', 'inline'],
  ['a PDF', 'a.pdf', pdf, 'application/pdf', 'attachment'],
  ['a document', 'a.doc', ole, 'application/msword', 'attachment'],
  ['a text', 'a.txt', Buffer.from('hello'), 'text/plain; charset=utf-8', 'attachment'],
])('%s is sent so that nothing in it runs (B4, B5)', async (_what, name, body, type, disposition) => {
  const media = await kept(name, body);

  const answer = await site.request.get(`/uploads/${media.file}`);

  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    // The address stays when a file is edited or replaced, so browsers ask again after an hour.
    'cache-control': 'public, max-age=3600, no-transform',
    'cross-origin-resource-policy': 'cross-origin',
    'content-disposition': `${disposition}; filename=${name}`,
  });
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(media.file).toMatch(/^2026\/08\/a(-\d)?\.\w+$/);
});

test.each([
  ['žluťoučký kůň.pdf', "filename*=UTF-8''%C5%BElu%C5%A5ou%C4%8Dk%C3%BD%20k%C5%AF%C5%88.pdf"],
  ['a\r\nX-Bad: 1.pdf', 'filename="aX-Bad: 1.pdf"'],
  ['"quoted".pdf', 'filename="\\"quoted\\".pdf"'],
])('the name %j survives in its header (B14, B15)', async (name, expected) => {
  const media = await kept(name, pdf);

  const answer = await site.request.get(`/uploads/${media.file}`);

  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toContain(expected);
  expect(answer.headers['x-bad']).toBeUndefined();
});

test('a player may ask for a stretch, a browser whether it changed', async () => {
  const media = await kept('film.mp4', mp4(5000));
  const address = `/uploads/${media.file}`;

  const part = await site.request.get(address).set('Range', 'bytes=4-7');
  const outside = await site.request.get(address).set('Range', 'bytes=9000-');
  const whole = await site.request.get(address).set('Accept-Encoding', 'gzip');
  const again = await site.request.get(address).set('If-None-Match', whole.headers.etag!);

  expect([part.status, part.headers['content-range'], part.body.toString()]).toEqual([
    206,
    'bytes 4-7/5000',
    'ftyp',
  ]);
  expect([outside.status, whole.status, again.status]).toEqual([416, 200, 304]);
  expect(whole.headers['accept-ranges']).toBe('bytes');
  expect(whole.headers['content-encoding']).toBeUndefined();
});

test('files of a held comment are for moderators and for holders of a link (section 4.6)', async () => {
  const media = await kept('secret.jpg', jpeg, { source: 'comment' });
  const address = `/uploads/${media.file}`;
  const signed = signedLinks(site.blog)(media.file!);
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  const reader = await site.signIn(await site.hasUser({ role: 'subscriber' }));

  const held = await site.request.get(address);
  const byLink = await site.request.get(signed);
  const byReader = await reader.get(address);
  const byModerator = await moderator.get(address);
  await setMediaPublic(site.blog.db, [media.id], true);
  const approved = await site.request.get(address);
  await setPostPublic(site.blog.db, [media.id], false);
  const onPrivatePost = await site.request.get(address);

  expect([held.status, byReader.status, onPrivatePost.status]).toEqual([404, 404, 404]);
  expect([byLink.status, byModerator.status, approved.status]).toEqual([200, 200, 200]);
  expect(byLink.headers['cross-origin-resource-policy']).toBe('same-site');
  expect(byLink.headers['cache-control']).toBe('private, no-store, no-transform');
  expect(byModerator.headers['cache-control']).toBe('private, no-store, no-transform');
});

test('a link of one file opens no other, and none for ever', async () => {
  const media = await kept('one.jpg', jpeg, { source: 'comment' });
  const other = await kept('two.jpg', jpeg, { source: 'comment' });
  const signed = signedLinks(site.blog)(media.file!);
  const token = signed.split('token=')[1]!;

  const wrong = [
    `/uploads/${other.file}?token=${token}`,
    `/uploads/${media.file}?token=${token.slice(0, -1)}x`,
    `/uploads/${media.file}?token=zzzzzz.${token.split('.')[1]}`,
    `/uploads/${media.file}?token=${token}&token=${token}`,
  ];

  for (const address of wrong) expect((await site.request.get(address)).status).toBe(404);
  expect((await site.request.get(signed)).status).toBe(200);
  site.setTime('2026-08-03T09:00:00Z');
  expect((await site.request.get(signed)).status).toBe(404);
});

test.each([
  '/uploads/',
  '/uploads/.waiting/x',
  '/uploads/..%2f..%2fpackage.json',
  '/uploads/2026/08',
  '/uploads/%00',
])('%s is nothing (B9)', async (address) => {
  expect((await site.request.get(address)).status).toBe(404);
});

test('addresses of WordPress lead to the file they meant', async () => {
  const media = await kept('old.png', png, { meta: { _wp_attached_file: ['2017/11/old.png'] } });
  await insertMedia(site.blog.db, {
    name: 'far.png',
    mime_type: 'image/png',
    remote_url: 'https://old.example/wp-content/uploads/2017/11/far.png',
    status: 'ready',
    meta: { _wp_attached_file: ['2017/11/far.png'] },
  });
  const ask = async (file: string) => {
    const { status, headers } = await site.request.get(`/wp-content/uploads/2017/11/${file}`);
    return [status, headers.location];
  };

  expect(await ask('old.png')).toEqual([301, `/uploads/${media.file}`]);
  expect(await ask('old-300x200.png')).toEqual([301, `/uploads/${media.file}`]);
  expect(await ask('far.png')).toEqual([302, 'https://old.example/wp-content/uploads/2017/11/far.png']);
  expect(await ask('none.png')).toEqual([404, undefined]);
});
