// tests/attachments/staging-quota.test.ts: whose files may wait, for whom they make room, and who is told.
import fs from 'node:fs';
import http from 'node:http';
import { beforeEach, expect, test, vi } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { stagedFilesCheck } from '../../src/attachments/check-staged-files.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { mostOpenFiles } from '../../src/media/limits.ts';
import { acquireSlot, openUploadSession } from '../../src/media/uploads/session.ts';
import { startBlog } from '../blog.ts';
import { filesIn, mp4, png } from './files.ts';

const site = await startBlog({ TRUST_PROXY: 'loopback' });
const { db, storage } = site.blog;
const megabyte = 2 ** 20;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const film = 2 * megabyte - 1000;
let forms = 0;

/** Of the disk 128 MB are free but for what waits: 64 of them stay free, and a quarter is for files that wait. */
let disk = 128 * megabyte;
storage.free = () => {
  const sizes = fs.readdirSync(storage.staging).map((name) => fs.statSync(`${storage.staging}/${name}`).size);
  return Promise.resolve(disk - sizes.reduce((sum, size) => sum + size, 0));
};

beforeEach(async () => {
  await db('waiting_files').delete();
  for (const name of fs.readdirSync(storage.staging)) fs.rmSync(`${storage.staging}/${name}`);
  await saveSettings(db, attachmentSettings, { max_upload_size: 2 });
  disk = 128 * megabyte;
  site.setTime('2026-08-01T09:00:00Z');
});

/** Sends a file ahead for a comment nobody sends. */
function send(address: string, body = mp4(film), name = 'film.mp4') {
  forms += 1;
  return site.request
    .post('/attachments')
    .set('X-Forwarded-For', address)
    .field('form_key', `a-form-that-waits-${forms}`)
    .attach('attachment', body, name);
}

/** Files of two megabytes, one a minute later than the one before. */
async function fill(addresses: string[], each: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let file = 0; file < each; file += 1) {
    for (const address of addresses) {
      const minutes = String(file % 60).padStart(2, '0');
      site.setTime(`2026-08-01T10:${minutes}:00Z`);
      statuses.push((await send(address)).status);
    }
  }
  return statuses;
}

const waiting = () => db('waiting_files').where({ room: 'readers' }).orderBy('number');

test.each([
  ['the /24 of an IPv4 address', (host: number) => `203.0.113.${host}`],
  ['the /48 of an IPv6 address', (host: number) => `2001:db8:7:${host.toString(16)}::1`],
])('%s has one share of the room', async (_what, address) => {
  const statuses = await fill(
    Array.from({ length: 6 }, (_, host) => address(host + 1)),
    1,
  );
  const elsewhere = await send('198.51.100.1');

  // A quarter of 32 MB.
  expect(statuses).toEqual([201, 201, 201, 201, 429, 429]);
  expect(elsewhere.status).toBe(201);
});

test('no more files of one network are on their way than may be, also when all begin at one moment', async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const limits = { max_bytes: 1000, max_count: 1, max_total_bytes: 1000 };
  const rules = { ...limits, extensions: undefined, area: 'readers' as const, admit: () => gate };
  const begin = (network: string) => acquireSlot(openUploadSession(site.blog, rules, network, 100));

  const all = Array.from({ length: mostOpenFiles + 2 }, () => begin('one network'));
  const elsewhere = begin('another');
  open();
  const ends = await Promise.allSettled(all);
  const slots = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  for (const slot of [...slots, await elsewhere]) slot.leave();

  expect(slots).toHaveLength(mostOpenFiles);
  expect(ends.at(-1)).toMatchObject({ status: 'rejected', reason: { status: 429 } });
  (await begin('one network')).leave();
});

test('files that one network sends at once count while they come', async () => {
  const statuses = await Promise.all(Array.from({ length: 12 }, () => send('203.0.113.1')));

  const kept = statuses.filter(({ status }) => status === 201).length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(4);
});

test('when the room is full, the oldest files of who has most make room for everybody', async () => {
  const many = ['203.0.113.1', '198.51.100.1', '192.0.2.1', '100.64.0.1'];
  await fill(many, 4);

  const honest = await send('100.65.0.1', png, 'bay.png');
  const more = await fill(['100.68.0.1', '100.69.0.1'], 2);
  const rows = await waiting();

  expect([honest.status, ...more]).toEqual([201, 201, 201, 201, 201]);
  expect(rows.reduce((sum, { byte_size }) => sum + byte_size, 0)).toBeLessThanOrEqual(32 * megabyte);
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.map(({ name }) => name)).toContain('bay.png');
  const files = new Set(rows.map(({ file }) => file));
  expect(fs.readdirSync(storage.staging).filter((name) => !files.has(name))).toEqual([]);
  expect(site.logged.filter(({ msg }) => /fill their room/.test(String(msg)))).toHaveLength(1);
});

test('the library is shut by no file of a reader, and has a room of its own', async () => {
  await fill(['203.0.113.1', '198.51.100.1', '192.0.2.1', '100.64.0.1'], 4);

  const upload = await admin.post('/admin/media/upload').attach('file', mp4(5 * megabyte), 'mine.mp4');
  const kept = await db('media').where({ name: 'mine.mp4' });

  expect(upload.status).toBe(303);
  expect(kept).toHaveLength(1);
  expect(await waiting()).toHaveLength(16);
});

test('the owner is told, in doctor and on the dashboard, when files of readers fill their room', async () => {
  const before = [await stagedFilesCheck.run(site.blog), (await admin.get('/admin/')).text];
  await fill(['203.0.113.1', '198.51.100.1', '192.0.2.1', '100.64.0.1'], 4);
  const after = [await stagedFilesCheck.run(site.blog), (await admin.get('/admin/')).text];

  const sentence = '32 MB of files without a comment wait, and fill the room for them (32 MB)';
  expect(before[0]).toBeUndefined();
  expect(before[1]).not.toContain('files without a comment wait');
  expect(after[0]).toContain(sentence);
  expect(after[1]).toContain(sentence);
});

test('whatever the owner allows fits twice: bounds follow the limit', async () => {
  disk = 2 ** 40;
  await saveSettings(db, attachmentSettings, { max_upload_size: 10_240 });
  await send('203.0.113.1', png, 'one.png');
  await db('waiting_files').update({ byte_size: 10_240 * megabyte });

  const second = await send('203.0.113.1', png, 'two.png');
  disk = 41 * 2 ** 30;
  const onLess = await send('203.0.113.1', png, 'three.png');

  expect([second.status, onLess.status]).toEqual([201, 201]);
});

test('what open uploads may still bring is taken as gone from the disk', async () => {
  await saveSettings(db, attachmentSettings, { max_upload_size: 8 });
  disk = 64 * megabyte + 36 * megabyte;
  const held = await Promise.all(
    ['203.0.113.1', '198.51.100.1', '192.0.2.1', '100.66.0.1', '100.67.0.1', '100.68.0.1', '100.69.0.1'].map(
      stall,
    ),
  );
  // Each has its place, and what it may still bring is counted, once its file lies on the disk.
  await vi.waitUntil(() => fs.readdirSync(storage.staging).length === held.length, { timeout: 20_000 });

  const full = await send('100.64.0.1', mp4(8 * megabyte));
  const small = await send('100.64.0.1', png, 'bay.png');
  for (const one of held) one.destroy();
  await expect
    .poll(async () => (await send('100.64.0.2', mp4(8 * megabyte))).status, { timeout: 10_000 })
    .toBe(201);

  expect([full.status, small.status]).toEqual([507, 201]);
});

test('a disk that runs full under a file in hand refuses it, and leaves nothing', async () => {
  await saveSettings(db, attachmentSettings, { max_upload_size: 8 });
  let asked = 0;
  const { free: before } = storage;
  // Others write meanwhile: each question finds a megabyte less.
  storage.free = () => Promise.resolve(64 * megabyte + (12 - asked++) * megabyte);
  const files = filesIn(site);

  const answer = await send('203.0.113.1', mp4(8 * megabyte));
  storage.free = before;

  expect(answer.status).toBe(507);
  expect(filesIn(site)).toEqual(files);
  expect(await waiting()).toEqual([]);
});

/** Begins a file of 8 MB and sends no more of it. */
async function stall(address: string) {
  const request = http.request(`${site.address}/attachments`, {
    method: 'POST',
    headers: {
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': 8 * megabyte,
      'X-Forwarded-For': address,
    },
  });
  request.on('error', () => {});
  const head = '--b\r\nContent-Disposition: form-data; name="attachment"; filename="film.mp4"\r\n\r\n';
  await new Promise<void>((resolve) => request.write(head + 'x'.repeat(70_000), () => resolve()));
  return request;
}
