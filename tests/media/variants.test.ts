// tests/media/variants.test.ts: pictures in smaller formats: made in the background, sent to those who read them, and gone with the file.
import fs from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { projectFolder } from '../../src/base/project.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { storageUsed } from '../../src/dashboard/queries.ts';
import type { Media, Rendition, Variant } from '../../src/media/media.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { signedLinks } from '../../src/media/signed-link.ts';
import { sweepFiles } from '../../src/media/sweep.ts';
import { filesIn, png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const evening = fs.readFileSync(path.join(projectFolder, 'public/pictures/evening-by-the-water.jpg'));
const grain = await sharp({
  create: {
    width: 900,
    height: 600,
    channels: 3,
    background: '#808080',
    noise: { type: 'gaussian', mean: 128, sigma: 12 },
  },
})
  .png()
  .toBuffer();
const grainy = await sharp(evening)
  .resize(900, 600, { fit: 'cover' })
  .composite([{ input: grain, blend: 'soft-light' }])
  .png()
  .toBuffer();
const photo = await sharp(grainy).jpeg({ quality: 90 }).toBuffer();

const chrome = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const safari14 = 'image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';
const safari13 = 'image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';
const page = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

beforeEach(async () => {
  await db('media').delete();
  for (const name of filesIn(site)) fs.rmSync(path.join(site.blog.storage.folder, name));
  await saveSettings(db, mediaSettings, mediaSettings.parse({}));
});

async function upload(name: string, body: Buffer): Promise<Media> {
  const { id } = (await admin.post('/admin/media/upload').accept('json').attach('files', body, name)).body;
  await site.work();
  return db('media').where({ id }).first();
}

const get = (file: string, accept: string, agent = site.request) =>
  agent.get(`/uploads/${file}`).set('Accept', accept).buffer(true);

/** Names of all files that belong to a picture. */
const namesOf = ({ file, original_file, renditions, variants }: Media): string[] => {
  const made = [...renditions, ...variants].map((one) => one.file);
  return [file!, ...(original_file ? [original_file] : []), ...made].toSorted();
};

const large = ({ renditions }: Media): Rendition => renditions.find(({ name }) => name === 'medium_large')!;
const shape = async (body: Buffer) => {
  const { width, height, format, compression, pages = 1 } = await sharp(body).metadata();
  return [compression === 'av1' ? 'avif' : format, width, height, pages];
};

test('each browser gets the smallest format it names, under an address that stays', async () => {
  const media = await upload('evening.jpg', photo);
  const rendition = large(media);
  const types = async (file: string) =>
    Promise.all(
      [chrome, safari14, safari13, page, '*/*', 'image/*'].map(
        async (accept) => (await get(file, accept)).type,
      ),
    );

  const ofFile = await types(media.file!);
  const ofRendition = await types(rendition.file);
  const avif = await get(rendition.file, chrome);
  const webp = await get(media.file!, safari14);
  const refused = await get(media.file!, 'image/avif;q=0, image/webp;q=0.0, image/png');

  expect(ofFile).toEqual([
    'image/avif',
    'image/webp',
    'image/jpeg',
    'image/jpeg',
    'image/jpeg',
    'image/jpeg',
  ]);
  expect(ofRendition).toEqual([
    'image/avif',
    'image/webp',
    'image/jpeg',
    'image/webp',
    'image/webp',
    'image/webp',
  ]);
  expect(refused.type).toBe('image/jpeg');
  expect(await shape(avif.body)).toEqual(['avif', rendition.width, rendition.height, 1]);
  expect(await shape(webp.body)).toEqual(['webp', 900, 600, 1]);
  expect(avif.body.length).toBeLessThan(0.9 * rendition.byte_size);
  expect(webp.body.length).toBeLessThan(0.9 * photo.length);
  expect(avif.headers).toMatchObject({
    'content-disposition': 'inline; filename=evening.avif',
    'cache-control': 'public, max-age=31536000, immutable, no-transform',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});

test('caches keep the formats apart', async () => {
  const media = await upload('evening.jpg', photo);

  const answers = await Promise.all([chrome, safari14, page].map((accept) => get(media.file!, accept)));
  const again = await get(media.file!, chrome).set('If-None-Match', answers[0]!.headers.etag!);
  const other = await get(media.file!, page).set('If-None-Match', answers[0]!.headers.etag!);

  expect(answers.map(({ headers }) => headers.vary)).toEqual(
    Array(3).fill(expect.stringContaining('Accept')),
  );
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3);
  expect([again.status, other.status]).toEqual([304, 200]);
});

test('a post that was there before profits without being saved again', async () => {
  await saveSettings(db, mediaSettings, { image_variants: false });
  const media = await upload('evening.jpg', photo);
  const content = `<img src="/uploads/${media.file}" alt="Evening" width="900" height="600">`;
  await admin.post('/admin/posts/save').type('form').send({ title: 'Evening', content, act: 'publish' });
  const before = await db('posts').where({ title: 'Evening' }).first();
  const src = /src="\/uploads\/([^"]+)"/.exec(before.html)![1]!;
  const early = await get(src, chrome);

  await admin
    .post('/admin/settings/media')
    .type('form')
    .send({ ...mediaSettings.parse({}), image_variants: '1' });
  await site.work();
  const later = await get(src, chrome);
  const after = await db('posts').where({ title: 'Evening' }).first();

  expect([early.type, later.type]).toEqual(['image/jpeg', 'image/avif']);
  expect(after.html).toBe(before.html);
});

test('switched off, they are removed and no more are made; the pictures stay', async () => {
  const media = await upload('evening.jpg', photo);
  const before = filesIn(site);
  const { image_variants: _on, ...others } = mediaSettings.parse({});

  await admin.post('/admin/settings/media').type('form').send(others);
  await site.work();
  const after = filesIn(site);
  const answer = await get(media.file!, chrome);
  const next = await upload('next.jpg', photo);

  expect(before.filter((name) => name.endsWith('.avif')).length).toBeGreaterThan(1);
  expect(after.filter((name) => name.endsWith('.avif'))).toEqual([]);
  expect(after).toEqual(namesOf({ ...media, variants: [] }));
  expect(answer.type).toBe('image/jpeg');
  expect(next.variants).toEqual([]);
});

test('saving the settings again makes nothing again', async () => {
  const media = await upload('evening.jpg', photo);
  const times = () => media.variants.map(({ file }) => fs.statSync(site.blog.storage.path(file)).mtimeMs);
  const before = times();

  await admin
    .post('/admin/settings/media')
    .type('form')
    .send({ ...mediaSettings.parse({}), image_variants: '1' });
  await site.work();

  expect(before.length).toBeGreaterThan(1);
  expect(times()).toEqual(before);
});

test('they are counted, left by the sweeper, made again with the sizes, and deleted with the file', async () => {
  const media = await upload('evening.jpg', photo);
  const all = [...media.renditions, ...media.variants];
  const bytes = all.reduce((sum, { byte_size }) => sum + byte_size, Number(media.byte_size));
  const { uploads } = await storageUsed(db);
  const screen = await admin.get(`/admin/media/${media.id}`);
  const before = filesIn(site);
  const { now } = Date;
  Date.now = () => now() + 2 * 3_600_000;
  await sweepFiles(site.blog).finally(() => (Date.now = now));
  const swept = filesIn(site);

  await admin.post(`/admin/media/${media.id}/edit`).type('form').send({ act: 'rotate-left' });
  const meanwhile = await get(media.file!, chrome);
  await site.work();
  const edited: Media = await db('media').first();
  const turned = await get(media.file!, chrome);
  const left = filesIn(site);
  await admin.post('/admin/media/delete').type('form').send({ ids: media.id });
  await site.work();

  expect(uploads).toBe(bytes);
  expect(screen.text).toContain('also as AVIF, WebP');
  expect(swept).toEqual(before);
  // What was before the edit is sent to nobody, not even in another format.
  expect(await shape(meanwhile.body)).toEqual(['jpeg', 600, 900, 1]);
  expect(await shape(turned.body)).toEqual(['avif', 600, 900, 1]);
  expect(left).toEqual(namesOf(edited));
  expect(edited.variants.every(({ version }: Variant) => version === 2)).toBe(true);
  expect(filesIn(site)).toEqual([]);
});

/** A square that crosses a field, a step a frame. */
async function film(steps: number[]): Promise<Sharp> {
  const square = { create: { width: 60, height: 60, channels: 3 as const, background: '#123' } };
  const frames = steps.map((left) =>
    sharp(grainy)
      .resize(240, 180, { fit: 'cover' })
      .composite([{ input: square, left, top: 60 }])
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } });
}

test('animations keep moving, at their pace, in a smaller format too where it is read', async () => {
  const delay = [100, 250, 400];
  const gif = await upload(
    'moving.gif',
    await (await film([10, 90, 170])).gif({ delay, loop: 3 }).toBuffer(),
  );
  const webp = await upload('moving.webp', await (await film([10, 90])).webp({ quality: 60 }).toBuffer());

  const small = await get(gif.file!, chrome);
  const plain = await get(gif.file!, safari13);
  const own = await get(webp.file!, chrome);

  expect(await shape(small.body)).toEqual(['webp', 240, 180, 3]);
  expect(await sharp(small.body).metadata()).toMatchObject({ delay, loop: 3 });
  expect(small.body.length).toBeLessThan(0.9 * Number(gif.byte_size));
  expect(await shape(plain.body)).toEqual(['gif', 240, 180, 3]);
  expect(await shape(own.body)).toEqual(['webp', 240, 180, 2]);
  expect(webp.variants).toEqual([]);
  expect(filesIn(site)).toEqual([...namesOf(gif), ...namesOf(webp)].toSorted());
  expect(await db('media').where({ variants_due: true })).toEqual([]);
});

test('what saves nothing is not made', async () => {
  // Noise, the same in every run.
  const noise = Buffer.from(Array.from({ length: 2 * 24 * 18 * 3 }, (_, at) => (at * at * 31) % 251));
  const raw = { width: 24, height: 36, channels: 3, pageHeight: 18 } as const;
  const moving = await sharp(noise, { raw }).gif({ effort: 1 }).toBuffer();

  const animation = await upload('moving.gif', moving);
  const small = await upload('small.png', png);

  expect([animation.variants, small.variants]).toEqual([[], []]);
  expect(await db('media').where({ variants_due: true })).toEqual([]);
});

test('a PNG stays exact', async () => {
  const media = await upload('evening.png', grainy);

  const answer = await get(media.file!, chrome);

  expect(await shape(answer.body)).toEqual(['webp', 900, 600, 1]);
  const [before, after] = await Promise.all(
    [grainy, answer.body].map((body: Buffer) => sharp(body).removeAlpha().raw().toBuffer()),
  );
  expect(after!.equals(before!)).toBe(true);
});

test('a picture that lay on its side stands in every format, with its colours', async () => {
  const lying = await sharp(photo).withIccProfile('p3').withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const media = await upload('lying.jpg', lying);

  const answer = await get(media.file!, chrome);

  expect(await shape(answer.body)).toEqual(['avif', 600, 900, 1]);
  expect((await sharp(answer.body).metadata()).hasProfile).toBe(true);
});

test('another format is no way to what one may not read', async () => {
  const media = await upload('evening.jpg', photo);
  const variant = media.variants.find(({ of }) => of === media.file)!;
  await db('media').update({ source: 'comment', is_public: false });

  const held = await get(media.file!, chrome);
  const direct = await get(variant.file, chrome);
  const signed = await site.request.get(signedLinks(site.blog)(media.file!)).set('Accept', chrome);

  expect([held.status, direct.status]).toEqual([404, 404]);
  expect([signed.status, signed.type]).toEqual([200, 'image/avif']);
  expect(signed.headers['cache-control']).toBe('private, no-store, no-transform');
});

test('a picture that changes while its variants are made has its turn again', async () => {
  const { id } = (
    await admin.post('/admin/media/upload').accept('json').attach('files', photo, 'evening.jpg')
  ).body;
  await site.work();
  await db('media').where({ id }).update({ variants_due: true });
  const { makeNextVariants } = await import('../../src/media/pictures/variants.ts');

  const making = makeNextVariants(site.blog);
  await admin.post(`/admin/media/${id}/edit`).type('form').send({ act: 'flip-vertical' });
  await making;
  await site.work();
  const media: Media = await db('media').where({ id }).first();

  expect(media).toMatchObject({ version: 2, variants_due: false });
  expect(media.variants.length).toBeGreaterThan(1);
  expect(filesIn(site)).toEqual(namesOf(media));
});
