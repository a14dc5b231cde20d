// tests/media/pictures.test.ts: what becomes of pictures: metadata gone, turned upright, smaller copies made.
import fs from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { storeBytes } from '../../src/media/store.ts';
import { findMedia } from '../../src/media/queries.ts';
import { mediaView } from '../../src/media/view.ts';
import { inTransaction } from '../../src/base/database/database.ts';
import { box, mp4 } from '../attachments/files.ts';
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
  expect(view.src).toMatch(/^\/uploads\/2026\/08\/[a-z2-9]{26}-300x150\.webp$/);
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

test('what follows the end of a picture is gone (B5)', async () => {
  const body = Buffer.concat([
    await picture(50, 50).png().toBuffer(),
    Buffer.from('<script>alert(1)</script>'),
  ]);

  const { bytes } = await kept('two-faced.png', body);

  expect(bytes.includes('<script>')).toBe(false);
  expect((await sharp(bytes).metadata()).width).toBe(50);
});

test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that breaks half way is refused', async (kind) => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const image = sharp({ create: { width: 200, height: 200, channels: 3, background: 'red', noise } });
  const whole = await image.toFormat(kind).toBuffer();
  const keep = (body: Buffer) => storeBytes(site.blog, { name: `half.${kind}`, body, source: 'library' });

  await expect(keep(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ status: 415 });
  expect(await keep(whole)).toMatchObject({ status: 'ready' });
});

test('a picture that cannot be cleaned is kept from everybody but moderators', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const image = sharp({ create: { width: 200, height: 200, channels: 3, background: 'red', noise } });
  const whole = await image.avif().toBuffer();
  const { media } = await kept('half.avif', whole.subarray(0, whole.length - 500));

  expect(media.status).toBe('failed');
  expect(mediaView(media)).toMatchObject({ kind: 'file', url: '' });
  expect((await site.request.get(`/uploads/${media.file}`)).status).toBe(404);
});

test('a film loses the place and the time it was recorded (B8)', async () => {
  const place = box('udta', box('\u00a9xyz', '\0\x12\0\0+48.1374+011.5755/'));
  const times = Buffer.alloc(100, 7);
  times.fill(0, 0, 4);
  const gps = box(
    'trak',
    box('mdia', box('hdlr', Buffer.alloc(8), 'meta', Buffer.alloc(12))),
    box('xxxx', '+48.99'),
  );
  const body = Buffer.concat([
    mp4(500),
    box('moov', box('mvhd', times), place, box('meta', 'com.apple.quicktime.location.ISO6709 +48.1374'), gps),
    box('uuid', Buffer.alloc(16), 'XMP +48.1374'),
  ]);

  const { media, bytes } = await kept('film.mov', body);

  expect(media.status).toBe('ready');
  expect(bytes.length).toBe(body.length);
  expect(bytes.includes('+48')).toBe(false);
  expect(bytes.includes(Buffer.alloc(12, 7))).toBe(true);
  expect(bytes.subarray(bytes.indexOf('mvhd') + 8, bytes.indexOf('mvhd') + 16)).toEqual(Buffer.alloc(8));
});

test('a HEIC picture loses its Exif and is offered as a card', async () => {
  const exif = 'Exif\0\0 GPS +48.1374';
  const infe = (id: number, type: string) => box('infe', Buffer.from([2, 0, 0, 0, 0, id, 0, 0]), type, '\0');
  const front = box('ftyp', 'heic\0\0\0\0mif1heic');
  const place = (offset: number) =>
    box(
      'meta',
      Buffer.alloc(4),
      box('iinf', Buffer.from([0, 0, 0, 0, 0, 2]), infe(1, 'hvc1'), infe(2, 'Exif')),
      box(
        'iloc',
        Buffer.from([0, 0, 0, 0, 0x44, 0, 0, 2]),
        Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 0, offset + 30, 0, 0, 0, 9]),
        Buffer.from([0, 2, 0, 0, 0, 1, 0, 0, 0, offset, 0, 0, 0, exif.length]),
      ),
    );
  const offset = front.length + place(0).length + 8;
  const body = Buffer.concat([front, place(offset), box('mdat', exif, Buffer.alloc(60, 'pixels'))]);

  const { media, bytes } = await kept('IMG_3.HEIC', body);

  expect(media).toMatchObject({ status: 'ready', mime_type: 'image/heic' });
  expect(bytes.includes('+48')).toBe(false);
  expect(bytes.includes('pixels')).toBe(true);
  expect(mediaView(media)).toMatchObject({ kind: 'file', type_label: 'HEIC' });
});

test('preparing twice changes nothing', async () => {
  const { media } = await kept('again.png', await picture(900, 300).png().toBuffer());
  await site.blog.db('media').where({ id: media.id }).update({ status: 'waiting' });
  const { prepareMedia } = await import('../../src/media/pictures/prepare.ts');

  await prepareMedia(site.blog, { media_id: media.id });
  await prepareMedia(site.blog, { media_id: media.id });

  expect(await findMedia(site.blog.db, media.id)).toMatchObject({
    status: 'ready',
    renditions: media.renditions,
  });
});

test.each([
  [4000, 2000, 2048],
  [1500, 3000, 1024],
])('a picture of %i by %i pixels is kept, and shown by its largest copy', async (width, height, shown) => {
  const { media, bytes } = await kept('giant.jpg', await picture(width, height).jpeg().toBuffer());
  const original = `/uploads/${media.file}`;

  const whole = mediaView(media);
  const missing = mediaView(
    { ...media, renditions: media.renditions.filter(({ name }) => name !== 'large') },
    { size: 'large' },
  );

  expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
  expect(whole).toMatchObject({ url: original, width: shown });
  expect(whole.src).not.toBe(original);
  expect(whole.srcset).not.toContain(`${original} `);
  expect(missing.src).toBe(whole.src);
});

test('a picture of 2560 pixels is shown as it came', async () => {
  const { media } = await kept('large.jpg', await picture(2560, 1280).jpeg().toBuffer());

  expect(mediaView(media)).toMatchObject({ src: `/uploads/${media.file}`, width: 2560 });
});
