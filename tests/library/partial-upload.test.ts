// tests/library/partial-upload.test.ts: large files come in parts, and go on where they stopped.
import http from 'node:http';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { sweepFiles } from '../../src/media/sweep.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { filesIn, mp4 } from '../attachments/files.ts';

const site = await startBlog();
const { db, storage } = site.blog;
const author = await site.hasUser({ role: 'author' });
const agent = await site.signIn(author);
const other = await site.signIn(await site.hasUser({ role: 'author' }));
const film = mp4(300_000);
const uploads = '/admin/media/uploads';

beforeEach(async () => {
  await db('media').delete();
  await db('partial_uploads').delete();
  for (const name of fs.readdirSync(storage.staging)) fs.rmSync(`${storage.staging}/${name}`);
});

const begin = (fields: object = {}, who = agent) =>
  who
    .post(`${uploads}/begin`)
    .type('form')
    .send({ name: 'film.mp4', byte_size: film.length, mark: '1', ...fields });

const append = (id: string, offset: number, body: Buffer, who = agent) =>
  who.post(`${uploads}/${id}/append?offset=${offset}`).type('application/octet-stream').send(body);

const finish = (id: string, who = agent) => who.post(`${uploads}/${id}/finish`);

test('a file in two parts is kept like any other', async () => {
  const { status, body } = await begin();
  const first = await append(body.id, 0, film.subarray(0, 200_000));
  const early = await finish(body.id);
  const second = await append(body.id, 200_000, film.subarray(200_000));
  const done = await finish(body.id);
  await site.work();
  const media = await db('media').first();

  expect([status, body.offset, first.body.offset, second.body.offset]).toEqual([201, 0, 200_000, 300_000]);
  expect(early.status).toBe(409);
  expect([done.status, done.body.id, done.body.name]).toEqual([201, media.id, 'film.mp4']);
  expect(done.body.markup).toContain('<video');
  expect(media).toMatchObject({
    source: 'library',
    uploaded_by: author.id,
    byte_size: 300_000,
    status: 'ready',
  });
  expect(fs.readFileSync(storage.path(media.file)).equals(film)).toBe(true);
  expect(filesIn(site)).toEqual([media.file]);
});

test('what came before the line broke is there; it goes on behind it', async () => {
  const { body } = await begin();
  await breakOff(body.id, film.subarray(0, 120_000));
  let offset = 0;
  while (offset < 120_000) {
    await pause(20);
    ({ offset } = (await begin()).body);
  }

  const again = await begin();
  await append(again.body.id, offset, film.subarray(offset));
  await finish(again.body.id);
  const media = await db('media').first();

  expect([again.body.id, offset]).toEqual([body.id, 120_000]);
  expect(fs.readFileSync(storage.path(media.file)).equals(film)).toBe(true);
});

/** Sends the beginning of a stretch, then pulls the plug. */
async function breakOff(id: string, sent: Buffer): Promise<void> {
  const { hostname, port } = new URL(site.address);
  const headers = { cookie: await sessionCookie(site.blog, author), 'content-length': film.length };
  const path = `${uploads}/${id}/append?offset=0`;
  const request = http.request({ hostname, port, path, method: 'POST', headers });
  request.on('error', () => {});
  await new Promise((resolve) => request.write(sent, resolve));
  const { file } = await db('partial_uploads').where({ id }).first();
  while (fs.statSync(`${storage.staging}/${file}`).size < sent.length) await pause(20);
  request.destroy();
}

test('a stretch that begins elsewhere, or brings too much, is refused', async () => {
  const { body } = await begin();

  const gap = await append(body.id, 10, film.subarray(10));
  const much = await append(body.id, 0, Buffer.concat([film, Buffer.from('x')]));
  const odd = await agent
    .post(`${uploads}/${body.id}/append?offset=-1`)
    .type('application/octet-stream')
    .send('x');

  expect([gap.status, much.status, odd.status]).toEqual([409, 413, 400]);
  expect((await finish(body.id)).status).not.toBe(201);
  expect(await db('media')).toEqual([]);
});

test('the whole is looked at as any file is; what is refused is forgotten', async () => {
  const page = Buffer.from('<html><script>alert(1)</script></html>');
  const { body } = await begin({ name: 'bay.png', byte_size: page.length });
  await append(body.id, 0, page);

  const done = await finish(body.id);
  const type = await begin({ name: 'shell.php' });
  const large = await begin({ byte_size: 257 * 2 ** 20 });
  const none = await begin({ byte_size: 0 });

  expect([done.status, done.body.error]).toEqual([415, expect.stringContaining('a web page or a script')]);
  expect([type.status, large.status, none.status]).toEqual([415, 413, 400]);
  expect(large.body.error).toContain('larger than 256 MB');
  expect([await db('media'), await db('partial_uploads')]).toEqual([[], []]);
  expect(filesIn(site).filter((name) => name.startsWith('.waiting'))).toEqual([]);
});

test('nobody touches what is somebody else’s, nor begins more than they may', async () => {
  const { body } = await begin();
  const contributor = await site.signIn(await site.hasUser({ role: 'contributor' }));

  const answers = [
    await append(body.id, 0, film, other),
    await finish(body.id, other),
    await other.post(`${uploads}/${body.id}/discard`),
    await finish('not-an-id'),
    await begin({}, contributor),
  ];
  const same = await begin({}, other);
  const many = await Promise.all(
    Array.from({ length: 6 }, (_, mark) => begin({ mark: `m${mark}`, byte_size: 200 * 2 ** 20 })),
  );

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 403]);
  expect(same.body.id).not.toBe(body.id);
  expect(many.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 201, 201, 429]);
});

test('asked for its end many times at once, it does not fill the disk with copies', async () => {
  const { body } = await begin();
  await append(body.id, 0, film);
  const copies = vi.spyOn(fsPromises, 'copyFile');

  const all = await Promise.all(Array.from({ length: 20 }, () => finish(body.id)));
  const made = copies.mock.calls.filter(([from]) => String(from).startsWith(storage.staging)).length;
  copies.mockRestore();

  expect(new Set(all.map((one) => `${one.status} ${one.body.id}`)).size).toBe(1);
  expect(all[0]!.status).toBe(201);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(8);
});

test('asked twice for its end, there is one file', async () => {
  const { body } = await begin();
  await append(body.id, 0, film);

  const both = await Promise.all([finish(body.id), finish(body.id)]);
  const later = await begin({ id: body.id });
  const third = await finish(body.id);
  const anew = await begin();

  const [media, ...more] = await db('media');
  expect(more).toEqual([]);
  expect([...both, third].map(({ status, body: { id } }) => [status, id])).toEqual(
    Array(3).fill([201, media.id]),
  );
  expect([later.body.offset, anew.body.offset]).toEqual([film.length, 0]);
});

test('what rests for a day is let go of; what goes on stays', async () => {
  const rested = await begin({ mark: 'rested' });
  site.setTime('2026-08-01T20:00:00Z');
  const going = await begin({ mark: 'going' });
  await append(going.body.id, 0, film.subarray(0, 1000));
  const { now } = Date;
  Date.now = () => now() + 2 * 3_600_000;
  site.setTime('2026-08-02T09:30:00Z');
  await sweepFiles(site.blog).finally(() => (Date.now = now));

  const left = await db('partial_uploads').pluck('id');
  const again = await begin({ mark: 'going' });
  await agent.post(`${uploads}/${going.body.id}/discard`);

  expect(left).toEqual([going.body.id]);
  expect(left).not.toContain(rested.body.id);
  expect(again.body.offset).toBe(1000);
  expect([await db('partial_uploads'), fs.readdirSync(storage.staging)]).toEqual([[], []]);
});
