// tests/media/variants-kinds.test.ts: which pictures get smaller formats: animations, PNG, photos that lay on their side; and who may see them.
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import type { Media } from '../../src/media/media.ts';
import { signedLinks } from '../../src/media/signed-link.ts';
import { filesIn, png } from '../attachments/files.ts';
import {
  site,
  db,
  admin,
  grainy,
  photo,
  chrome,
  safari13,
  upload,
  get,
  namesOf,
  shape,
} from './variants-kit.ts';

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
