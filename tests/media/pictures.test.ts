// tests/media/pictures.test.ts: what becomes of pictures: metadata gone, turned upright, smaller copies made.
import fs from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { storeBytes } from '../../src/media/store.ts';
import { findMedia } from '../../src/media/queries.ts';
import { mediaView } from '../../src/media/view.ts';
import { inTransaction } from '../../src/base/database/database.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

const picture = (width: number, height: number, background = 'teal') =>
  sharp({ create: { width, height, channels: 3, background } });

/** Bytes of a photo that tells where it was taken and lies on its side. */
const photo = await picture(2400, 1200)
  .withExif({
    IFD0: { Model: 'SecretPhone', Orientation: '6' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' },
  })
  .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SecretPlace</a></x:xmpmeta>')
  .withIccProfile('p3')
  .withMetadata({ orientation: 6 })
  .jpeg()
  .toBuffer();

async function kept(name: string, body: Buffer) {
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library' }),
  );
  await site.work();
  const media = (await findMedia(site.blog.db, id))!;
  return { media, bytes: fs.readFileSync(site.blog.storage.path(media.file!)) };
}

test('a photo loses its metadata before anybody sees it, and stands upright (B7)', async () => {
  const before = await sharp(photo).metadata();
  expect(before).toMatchObject({ orientation: 6, hasProfile: true });

  const { media, bytes } = await kept('IMG_1.JPG', photo);

  const after = await sharp(bytes).metadata();
  expect(after.exif).toBeUndefined();
  expect(after.xmp).toBeUndefined();
  expect(after.orientation).toBeUndefined();
  expect(after.icc).toBeDefined();
  expect(bytes.includes('Secret')).toBe(false);
  expect(media).toMatchObject({ width: 1200, height: 2400, status: 'ready' });
});

test('a photo tells nothing from the first moment on, and is shown at once', async () => {
  const media = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: 'IMG_2.JPG', body: photo, source: 'library' }),
  );

  const early = await site.request.get(`/uploads/${media.file}`);
  const pixels = await sharp(early.body).raw().toBuffer();

  const told = await sharp(early.body).metadata();
  expect([early.status, told.orientation, told.xmp, told.hasProfile]).toEqual([200, 6, undefined, true]);
  expect(early.body.includes('Secret')).toBe(false);
  expect(told.exif!.length).toBe(32);
  expect(pixels.equals(await sharp(photo).raw().toBuffer())).toBe(true);
  expect(mediaView(media)).toMatchObject({ kind: 'image', url: `/uploads/${media.file}` });
});

test.each([
  [
    'png',
    await picture(60, 40)
      .withXmp('<a>Secret</a>')
      .withExif({ IFD0: { Model: 'Secret' } })
      .png()
      .toBuffer(),
  ],
  [
    'webp',
    await picture(60, 40)
      .withXmp('<a>Secret</a>')
      .withExif({ IFD0: { Model: 'Secret' } })
      .webp()
      .toBuffer(),
  ],
  ['gif', withComment(await picture(60, 40).gif().toBuffer())],
])('so does a %s', async (kind, body) => {
  expect(body.includes('Secret')).toBe(true);
  const media = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: `a.${kind}`, body, source: 'library' }),
  );

  const { body: early } = await site.request.get(`/uploads/${media.file}`);

  expect(early.includes('Secret')).toBe(false);
  expect((await sharp(early).raw().toBuffer()).equals(await sharp(body).raw().toBuffer())).toBe(true);
});

/** A GIF with a comment before its first picture. */
function withComment(gif: Buffer): Buffer {
  const first = gif.indexOf(0x2c, 13 + 3 * 2 ** ((gif[10]! & 7) + 1));
  return Buffer.concat([
    gif.subarray(0, first),
    Buffer.from('\x21\xfe\x06Secret\0', 'latin1'),
    gif.subarray(first),
  ]);
}

test('nobody reads a file while its metadata is inside', async () => {
  const body = await picture(50, 40)
    .withExif({ IFD0: { Model: 'Secret' } })
    .avif()
    .toBuffer();
  const media = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: 'IMG_2.avif', body, source: 'library' }),
  );

  const early = await site.request.get(`/uploads/${media.file}`);
  const view = mediaView(media);
  await site.work();
  const later = await site.request.get(`/uploads/${media.file}`);

  expect([early.status, later.status]).toEqual([404, 200]);
  expect(view.url).toBe('');
  expect(later.body.includes('Secret')).toBe(false);
});

test('a picture gets WordPress’s sizes and no other (E6)', async () => {
  const { media } = await kept('wide.png', await picture(2400, 1200).png().toBuffer());

  const view = mediaView(media, { size: 'medium' });
  expect(media.renditions.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['thumbnail', 150, 150],
    ['medium', 300, 150],
    ['medium_large', 768, 384],
    ['large', 1024, 512],
    ['1536x1536', 1536, 768],
    ['2048x2048', 2048, 1024],
  ]);
  expect(view.srcset.split(', ').map((one) => one.split(' ')[1])).toEqual([
    '300w',
    '768w',
    '1024w',
    '1536w',
    '2048w',
  ]);
  expect(view.src).toMatch(/^\/uploads\/2026\/08\/wide-300x150\.webp$/);
  for (const query of ['w=300', 'width=9', 'resize=1,1', 'size=huge']) {
    expect((await site.request.get(`/uploads/${media.file}?${query}`)).status).toBe(404);
  }
  expect((await site.request.get(`/uploads/${media.file!.replace('.png', '-301x150.webp')}`)).status).toBe(
    404,
  );
  const answer = await site.request.get(view.src);
  expect([answer.status, answer.type]).toEqual([200, 'image/webp']);
});

test('animations keep moving', async () => {
  const frames = await Promise.all(
    ['red', 'green', 'blue'].map((one) => picture(400, 320, one).raw().toBuffer()),
  );
  const strip = sharp(Buffer.concat(frames), {
    raw: { width: 400, height: 960, channels: 3, pageHeight: 320 },
  });
  const { media, bytes } = await kept(
    'moving.gif',
    await strip
      .clone()
      .gif({ delay: [90, 90, 90] })
      .toBuffer(),
  );
  const webp = await kept(
    'moving.webp',
    await strip
      .clone()
      .webp({ delay: [90, 90, 90] })
      .toBuffer(),
  );

  const medium = media.renditions.find(({ name }) => name === 'medium')!;
  expect((await sharp(bytes).metadata()).pages).toBe(3);
  expect((await sharp(webp.bytes).metadata()).pages).toBe(3);
  expect(media).toMatchObject({ frames: 3, width: 400, height: 320, status: 'ready' });
  expect(medium).toMatchObject({ width: 300, height: 240 });
  expect((await sharp(site.blog.storage.path(medium.file)).metadata()).pages).toBe(3);
});

test('a TIFF is shown by a picture browsers know', async () => {
  const { media } = await kept('scan.tif', await picture(200, 100).tiff().toBuffer());

  expect(mediaView(media)).toMatchObject({ kind: 'image', type_label: 'TIF' });
  expect(mediaView(media).src).toMatch(/\.webp$/);
});
