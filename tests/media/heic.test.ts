// tests/media/heic.test.ts: photos of phones that browsers do not show: HEIC and TIFF are seen by copies, AVIF by itself.
import fs from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import sharp from 'sharp';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { findMedia } from '../../src/media/queries.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { mediaView } from '../../src/media/view.ts';
import { startBlog } from '../blog.ts';
import { heic } from './kinds.ts';

const site = await startBlog();
const { db, storage } = site.blog;
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

beforeEach(async () => {
  await db('media').delete();
  await saveSettings(db, mediaSettings, { convert_heic: true });
});

async function kept(name: string, body: Buffer) {
  const answer = await editor.post('/admin/media/upload').attach('file', body, name);
  await site.work();
  const row = await db('media').orderBy('id', 'desc').first();
  const media = (await findMedia(db, row.id))!;
  return { answer, media, bytes: fs.readFileSync(storage.path(media.file!)) };
}

/** The colours at some places of a picture, as their strongest part. */
async function coloursOf(body: Buffer, places: [x: number, y: number][]): Promise<string[]> {
  const { data, info } = await sharp(body).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return places.map(([x, y]) => {
    const at = (y * info.width + x) * info.channels;
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
  });
}

test.each(['IMG_0042.HEIC', 'photo.heif', 'photo.jpg'])(
  'a phone’s %s is shown to everybody by a copy, and kept as it came',
  async (name) => {
    const { media, bytes } = await kept(name, heic);

    const view = mediaView(media);
    const shown = await site.request.get(view.src);
    expect(media).toMatchObject({ status: 'ready', width: 64, height: 48 });
    expect(view).toMatchObject({ kind: 'image', width: 64, height: 48 });
    expect(shown.headers['content-type']).toBe('image/webp');
    expect(
      await coloursOf(shown.body, [
        [5, 5],
        [58, 5],
        [5, 40],
        [58, 40],
      ]),
    ).toEqual(['green', 'green', 'red', 'blue']);
    expect(bytes.equals(heic)).toBe(true);
    expect(fs.readdirSync(storage.staging)).toEqual([]);
  },
);

test('in a comment it is a picture that leads to its full copy, not to a file to save', async () => {
  const post = await site.hasPost();

  await editor
    .post('/comments')
    .field('comment', 'From my telephone')
    .field('comment_post_ID', String(post.id))
    .attach('attachment', heic, 'IMG_1.HEIC');
  await site.work();

  const { text } = await site.request.get(`/2026/08/01/${post.slug}/`);
  const [, href, src] = /<a href="([^"]+)"><img src="([^"]+)"/.exec(text) ?? [];
  expect(href).toMatch(/-64x48\.webp$/);
  expect(src).toBe(href);
});

test('one that is no picture inside stays a file to download, and nothing waits', async () => {
  const broken = Buffer.from(heic);
  broken.fill(0, heic.indexOf('mdat') + 4);
  const front = heic.subarray(0, heic.indexOf('meta') - 4);

  for (const body of [broken, front]) {
    const { media } = await kept('IMG_2.HEIC', body);
    expect(media).toMatchObject({ status: 'ready', renditions: [] });
    expect(mediaView(media)).toMatchObject({ kind: 'file', url: `/uploads/${media.file}` });
  }
  const again = await kept('IMG_3.HEIC', heic);
  expect(mediaView(again.media).kind).toBe('image');
});

test('one that claims to be a wall is not decoded', async () => {
  const huge = Buffer.from(heic);
  const size = huge.indexOf('ispe') + 8;
  huge.writeUInt32BE(60_000, size);
  huge.writeUInt32BE(60_000, size + 4);

  const { media } = await kept('wall.heic', huge);

  expect(media).toMatchObject({ status: 'ready', renditions: [] });
});

test('without a decoder the form asks phones for JPEG; what comes all the same is a file', async () => {
  const post = await site.hasPost();
  const acceptOf = async () =>
    /accept="([^"]*)"/.exec((await site.request.get(`/2026/08/01/${post.slug}/`)).text)![1]!.split(',');
  const before = await acceptOf();
  await saveSettings(db, mediaSettings, { convert_heic: false });

  const after = await acceptOf();
  const { media } = await kept('IMG_4.HEIC', heic);

  const phones = ['.heic', '.heif', '.heics', '.heifs'];
  expect(before).toEqual(expect.arrayContaining([...phones, '.jpg']));
  expect(after).toEqual(before.filter((one) => !phones.includes(one)));
  expect(mediaView(media).kind).toBe('file');
});

test.each([
  ['small', 200, 150],
  ['middling', 1500, 700],
])('a %s TIFF is shown in its full size by a copy', async (_size, width, height) => {
  const body = await sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .tiff()
    .toBuffer();

  const { media } = await kept('scan.tif', body);

  const view = mediaView(media);
  const shown = await site.request.get(view.src);
  expect(view).toMatchObject({ kind: 'image', width, height });
  expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/webp']);
});

test('an AVIF is shown by itself', async () => {
  const body = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'teal' } })
    .avif({ effort: 0 })
    .toBuffer();

  const { media } = await kept('photo.avif', body);

  const shown = await site.request.get(`/uploads/${media.file}`);
  expect(mediaView(media)).toMatchObject({ kind: 'image', src: `/uploads/${media.file}`, width: 80 });
  expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/avif']);
});
