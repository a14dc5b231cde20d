// tests/media/mended.test.ts: pictures with faults that browsers see through, and those that lie on their side.
import fs from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import { findMedia } from '../../src/media/queries.ts';
import { mediaView } from '../../src/media/view.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const author = await site.signIn(await site.hasUser({ role: 'author' }));

const raw = { width: 90, height: 60, channels: 3 as const };
const options = {
  jpeg: { quality: 100 },
  png: {},
  webp: { lossless: true },
  tiff: { compression: 'lzw' as const },
};

beforeEach(() => site.blog.db('media').delete());

/** Noise does not fit into a few bytes: what is cut off was picture. */
const noise = (width = 400, height = 300) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
const baseline = await noise().jpeg().toBuffer();
const progressive = await noise().jpeg({ progressive: true }).toBuffer();

async function kept(name: string, body: Buffer) {
  const answer = await author.post('/admin/media/upload').attach('file', body, name);
  const row = await site.blog.db('media').first();
  if (!row) return { answer };
  await site.work();
  const media = (await findMedia(site.blog.db, row.id))!;
  return { answer, media, bytes: fs.readFileSync(site.blog.storage.path(media.file!)) };
}

/** Puts bytes before the first of a marker. */
function before(marker: number, body: Buffer, extra: Buffer): Buffer {
  const at = body.indexOf(Buffer.from([0xff, marker]));
  return Buffer.concat([body.subarray(0, at), extra, body.subarray(at)]);
}

const stray = Buffer.from([0, 7]);
test.each<[string, Buffer]>([
  ['without its end marker', baseline.subarray(0, -2)],
  ['with half an end marker', baseline.subarray(0, -1)],
  ['with two stray bytes before a table', before(0xc4, baseline, stray)],
  ['with stray bytes before the frame', before(0xc0, baseline, Buffer.alloc(100, 1))],
  ['with stray bytes before the scan', before(0xda, baseline, stray)],
  ['with fill bytes before a table', before(0xdb, baseline, Buffer.from([0xff, 0xff]))],
  ['cut at 70 %', baseline.subarray(0, baseline.length * 0.7)],
  ['cut at 30 %', baseline.subarray(0, baseline.length * 0.3)],
  ['in steps, cut at 70 %', progressive.subarray(0, progressive.length * 0.7)],
  ['in steps, without its end', progressive.subarray(0, -2)],
])('a JPEG %s is mended, and has its sizes', async (_fault, body) => {
  const { media, bytes } = await kept('photo.jpg', body);

  expect(media).toMatchObject({ status: 'ready', width: 400, height: 300 });
  expect(mediaView(media!)).toMatchObject({ kind: 'image', width: 400 });
  expect(media!.renditions.map(({ name }) => name)).toEqual(['thumbnail', 'medium']);
  expect(bytes!.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  expect(await sharp(bytes, { failOn: 'error' }).raw().toBuffer()).toHaveLength(400 * 300 * 3);
});

test('what is mended is mended without loss: a whole picture has the same pixels', async () => {
  const { bytes } = await kept('photo.jpg', before(0xc4, baseline.subarray(0, -2), stray));

  const pixels = await sharp(bytes).raw().toBuffer();
  expect(pixels.equals(await sharp(baseline).raw().toBuffer())).toBe(true);
});

test('a PNG and a GIF that lack nothing but their end get it', async () => {
  const png = await noise(60, 40).png().toBuffer();
  const gif = await noise(60, 40).gif().toBuffer();

  const one = await kept('a.png', png.subarray(0, -12));
  await site.blog.db('media').delete();
  const other = await kept('a.gif', gif.subarray(0, -1));

  expect([one.bytes?.equals(png), other.bytes?.subarray(-1)]).toEqual([true, Buffer.from(';')]);
  expect(await sharp(other.bytes).raw().toBuffer()).toEqual(await sharp(gif).raw().toBuffer());
});

test.each<[string, Buffer]>([
  ['that ends in its head', baseline.subarray(0, 120)],
  ['that ends before its scan', baseline.subarray(0, baseline.indexOf(Buffer.from([0xff, 0xda])))],
  ['of a marker and words', Buffer.from('\xff\xd8\xff\xe0 no picture at all', 'latin1')],
  ['of markers alone', Buffer.alloc(4000, Buffer.from([0xff, 0xd8]))],
])('a JPEG %s stays refused', async (_fault, body) => {
  const { media } = await kept('photo.jpg', body);

  expect(media).toBeUndefined();
});

test.each([
  ['png', 2],
  ['png', 6],
  ['png', 8],
  ['webp', 3],
  ['webp', 6],
  ['webp', 5],
  ['jpeg', 6],
  ['tiff', 6],
] as const)(
  'a %s of orientation %i stands upright, also for who reads no Exif',
  async (kind, orientation) => {
    const flat = await marked();
    const body = await sharp(flat, { raw })
      .withMetadata({ orientation })
      .toFormat(kind, options[kind])
      .toBuffer();
    const wanted = sharp(await sharp(body).autoOrient().png().toBuffer());

    const { media, bytes } = await kept(`photo.${kind}`, body);

    const { width, height, orientation: said = 1 } = await sharp(bytes).metadata();
    const turned = orientation > 4;
    expect([said, width, height]).toEqual([1, turned ? 60 : 90, turned ? 90 : 60]);
    expect(media).toMatchObject({ status: 'ready', width, height });
    expect(await cornersOf(sharp(bytes))).toEqual(await cornersOf(wanted));
  },
);

/** Each corner has another colour. */
async function marked(): Promise<Buffer> {
  const corner = (background: string) => ({
    create: { width: 45, height: 30, channels: 3 as const, background },
  });
  return sharp({ create: { ...raw, background: 'white' } })
    .composite([
      { input: corner('#ff0000'), left: 0, top: 0 },
      { input: corner('#0000ff'), left: 45, top: 0 },
      { input: corner('#00ff00'), left: 0, top: 30 },
    ])
    .removeAlpha()
    .raw()
    .toBuffer();
}

async function cornersOf(image: Sharp): Promise<string[]> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    [0, 1, 2].map((one) => (data[(y * info.width + x) * info.channels + one]! > 127 ? 1 : 0)).join('');
  const [right, bottom] = [info.width - 5, info.height - 5];
  return [at(5, 5), at(right, 5), at(5, bottom), at(right, bottom)];
}
