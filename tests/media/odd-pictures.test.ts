// tests/media/odd-pictures.test.ts: broken pictures, films, and those that browsers do not know.
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

async function kept(name: string, body: Buffer) {
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library' }),
  );
  await site.work();
  const media = (await findMedia(site.blog.db, id))!;
  return { media, bytes: fs.readFileSync(site.blog.storage.path(media.file!)) };
}

test('what follows the end of a picture is gone (B5)', async () => {
  const body = Buffer.concat([
    await picture(50, 50).png().toBuffer(),
    Buffer.from('<script>alert(1)</script>'),
  ]);

  const { bytes } = await kept('two-faced.png', body);

  expect(bytes.includes('<script>')).toBe(false);
  expect((await sharp(bytes).metadata()).width).toBe(50);
});

test.each(['png', 'webp', 'gif'] as const)('a %s that breaks half way is refused', async (kind) => {
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
