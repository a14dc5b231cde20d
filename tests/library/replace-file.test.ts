// tests/library/replace-file.test.ts: files are replaced under an address that stays, and sizes made again.
import fs from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findMedia } from '../../src/media/queries.ts';
import { sweepFiles } from '../../src/media/sweep.ts';
import { filesIn, gif, pdf } from '../attachments/files.ts';
import { site, db, storage, agent, has, hasPicture, send } from './edit-image-kit.ts';

test('an address that stays is asked for again; one that names the version is kept for ever', async () => {
  const media = await hasPicture();
  const plain = `/uploads/${media.file}`;

  const first = await site.request.get(plain);
  await send(`/admin/media/${media.id}/edit`, { act: 'flip-vertical' });
  await site.work();
  const again = await site.request.get(plain).set('If-None-Match', first.headers.etag!);
  const versioned = await site.request.get(`${plain}?v=2`);
  const guessed = await site.request.get(`${plain}?v=3`);

  expect(first.headers['cache-control']).toBe('public, max-age=3600, no-transform');
  expect(again.status).toBe(200);
  expect(versioned.headers['cache-control']).toBe('public, max-age=31536000, immutable, no-transform');
  expect(guessed.headers['cache-control']).toBe('public, max-age=3600, no-transform');
});

test('a file is replaced under its address by one of its type, and by no other', async () => {
  const media = await has('minutes.pdf', pdf, { title: 'Minutes' });
  const newer = Buffer.concat([pdf, Buffer.from('% newer\n')]);
  const replace = (body: Buffer, name: string) =>
    agent.post(`/admin/media/${media.id}/replace`).attach('file', body, name);

  await replace(gif, 'a.gif');
  const refused = await agent.get(`/admin/media/${media.id}`);
  const before = await findMedia(db, media.id);
  await replace(newer, 'minutes-2.pdf');
  await site.work();
  const after = await findMedia(db, media.id);
  const served = await site.request.get(`/uploads/${media.file}`).buffer();

  expect(refused.text).toContain('“a.gif” is of another type (GIF).');
  expect(before).toMatchObject({ version: 1, byte_size: pdf.length });
  expect(after).toMatchObject({ file: media.file, version: 2, byte_size: newer.length, title: 'Minutes' });
  expect(Number(served.headers['content-length'])).toBe(newer.length);
  expect(await db('waiting_files').where({ name: 'minutes-2.pdf' })).toEqual([]);
});

test('a replaced picture gets new sizes, and its edits are gone with it', async () => {
  const media = await hasPicture();
  await send(`/admin/media/${media.id}/edit`, { act: 'rotate-left' });
  await site.work();
  const { original_file } = (await findMedia(db, media.id))!;
  const other = await sharp({ create: { width: 900, height: 300, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

  await agent.post(`/admin/media/${media.id}/replace`).attach('file', other, 'other.png');
  await site.work();
  const replaced = (await findMedia(db, media.id))!;

  expect(replaced).toMatchObject({ version: 3, width: 900, height: 300, original_file: null });
  expect(replaced.renditions.map(({ name, version }) => [name, version])).toEqual([
    ['thumbnail', 3],
    ['medium', 3],
    ['medium_large', 3],
  ]);
  expect(fs.existsSync(storage.path(original_file!))).toBe(false);
});

test('sizes are made again at a press', async () => {
  const media = await hasPicture();
  for (const { file } of media.renditions) fs.rmSync(storage.path(file));
  await db('media').where({ id: media.id }).update({ renditions: '[]' });

  const answer = await send(`/admin/media/${media.id}/regenerate`);
  await site.work();

  expect(answer.status).toBe(303);
  expect((await findMedia(db, media.id))!.renditions).toEqual(media.renditions);
  expect(media.renditions.every(({ file }) => fs.existsSync(storage.path(file)))).toBe(true);
});

test('the sweeper leaves originals, and deleting takes all', async () => {
  const media = await hasPicture();
  await send(`/admin/media/${media.id}/edit`, { act: 'rotate-left' });
  await site.work();
  const stem = media.file!.replace('.png', '');
  const mine = () => filesIn(site).filter((name) => name.startsWith(stem));
  const before = mine();

  await sweepFiles(site.blog);
  const swept = mine();
  await send('/admin/media/delete', { ids: String(media.id) });
  await site.work();

  expect(before).toHaveLength(4);
  expect(swept).toEqual(before);
  expect(mine()).toEqual([]);
});
