// tests/rest/media-names.test.ts: names of files that come by the REST API: of another kind, and in old charsets.
import { expect, test } from 'vitest';
import sharp from 'sharp';
import { png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { asUser } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const author = await asUser(site, await site.hasUser({ login: 'aud', role: 'author' }));

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0a5f63' } })
    .jpeg()
    .toBuffer();

/** Sends bytes as WordPress's apps do: the file is the body, its name a header. */
const sendRaw = (ask: typeof author, name: string, body: Buffer) =>
  ask('post', '/wp/v2/media')
    .set({ 'Content-Type': 'image/png', 'Content-Disposition': `attachment; filename="${name}"` })
    .send(body);

test.each([
  ['photo.jpg', 'webp', 'photo.webp'],
  ['photo.png', 'jpeg', 'photo.jpg'],
  ['photo.heic', 'png', 'photo.png'],
] as const)('%s with a %s inside is kept as %s', async (name, inside, right) => {
  const body = await sharp(await photo(40, 30))
    .toFormat(inside)
    .toBuffer();

  const made = await sendRaw(author, name, body);

  expect([made.status, made.body.mime_type]).toEqual([201, `image/${inside}`]);
  expect(await db('media').where({ id: made.body.id }).first()).toMatchObject({ name: right });
});

test.each([
  ['caf\u00e9.png', 'café.png'],
  [Buffer.from('žluťoučký.png').toString('latin1'), 'žluťoučký.png'],
  [Buffer.from('ece0ece0', 'hex').toString('latin1') + '.png', 'мама.png'],
])('a name in a header is read in its charset: %#', async (given, name) => {
  const made = await sendRaw(author, given, png);

  expect(await db('media').where({ id: made.body.id }).first()).toMatchObject({ name });
});
