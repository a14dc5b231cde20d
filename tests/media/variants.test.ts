// tests/media/variants.test.ts: pictures in smaller formats: made in the background, sent to those who read them, and gone with the file.
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { storageUsed } from '../../src/dashboard/queries.ts';
import type { Media, Rendition, Variant } from '../../src/media/media.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { sweepFiles } from '../../src/media/sweep.ts';
import { filesIn } from '../attachments/files.ts';
import { site, db, admin, photo, chrome, safari13, upload, get, namesOf, shape } from './variants-kit.ts';

const safari14 = 'image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5';
const page = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

const large = ({ renditions }: Media): Rendition => renditions.find(({ name }) => name === 'medium_large')!;

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
