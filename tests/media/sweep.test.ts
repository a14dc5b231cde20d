// tests/media/sweep.test.ts: no file without a row stays, and no row without a file goes unnoticed.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import { removeMedia } from '../../src/media/remove.ts';
import { sweepFiles } from '../../src/media/sweep.ts';
import { filesIn, png, sendAhead } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { storage, db } = site.blog;

/** Makes the file system believe that the file is old: its own clock is not ours to move. */
async function sweepLater(): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + 2 * 3_600_000;
  await sweepFiles(site.blog).finally(() => (Date.now = now));
}

const keep = (name: string) =>
  inTransaction(site.blog, (blog) => storeBytes(blog, { name, body: png, source: 'library' }));

test('the copy of a transaction that was rolled back is swept, others stay (B20)', async () => {
  const kept = await keep('stays.png');
  await site.work();
  await inTransaction(site.blog, async (blog) => {
    await storeBytes(blog, { name: 'goes.png', body: png, source: 'library' });
    throw new Error('rolled back');
  }).catch(() => {});
  const renditionLike = `${kept.file!.replace('.png', '')}-9x9.webp`;
  fs.writeFileSync(storage.path(renditionLike), 'nobody named me');
  const before = filesIn(site);

  await sweepFiles(site.blog);
  const young = filesIn(site);
  await sweepLater();

  expect(young).toEqual(before);
  expect(before.length).toBe(4);
  expect(filesIn(site)).toEqual([kept.file]);
});

test('what waits too long is let go of; what waits stays', async () => {
  await sendAhead(site, 'old.png', png, 'a-form-nobody-sends');
  site.setTime('2026-08-01T20:00:00Z');
  await sendAhead(site, 'new.png', png, 'a-form-being-written');
  site.setTime('2026-08-01T22:00:00Z');
  fs.writeFileSync(path.join(storage.staging, 'half-received'), 'x');

  await sweepLater();

  expect(await db('waiting_files').pluck('name')).toEqual(['new.png']);
  expect(fs.readdirSync(storage.staging)).toHaveLength(1);
});

test('a kept file that is missing is told', async () => {
  const media = await keep('lost.png');
  fs.rmSync(storage.path(media.file!));

  await sweepFiles(site.blog);

  expect(site.logged.filter(({ media_id }) => media_id === media.id)).toMatchObject([
    { msg: 'a kept file is missing from the uploads folder' },
  ]);
});

test('an uploads folder that is not there is told in one line, however many files it held', async () => {
  for (let file = 0; file < 8; file += 1) await keep(`away-${file}.png`);
  const { folder } = storage;
  const logged = site.logged.length;
  fs.renameSync(folder, `${folder}-away`);
  fs.mkdirSync(storage.staging, { recursive: true });

  await sweepFiles(site.blog);
  fs.rmSync(folder, { recursive: true });
  fs.renameSync(`${folder}-away`, folder);

  const lines = site.logged.slice(logged).filter(({ level }) => Number(level) >= 50);
  expect(lines).toMatchObject([{ msg: 'many kept files are missing: is the uploads folder mounted?' }]);
});

test('removed media take their renditions along, once it is certain', async () => {
  const media = await keep('gone.png');
  await site.work();
  await inTransaction(site.blog, async (blog) => {
    await removeMedia(blog, [media.id]);
    throw new Error('rolled back');
  }).catch(() => {});
  await site.work();
  const still = fs.existsSync(storage.path(media.file!));

  await inTransaction(site.blog, (blog) => removeMedia(blog, [media.id]));
  await site.work();

  expect(still).toBe(true);
  expect(fs.existsSync(storage.path(media.file!))).toBe(false);
});
