// tests/base/bodies.test.ts: every address that reads a body: how much it reads, how slowly, and what it says.
import net from 'node:net';
import { expect, test } from 'vitest';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import type { BodyLimits } from '../../src/base/http/body-memory.ts';
import { sessionCookie, startBlog, type TestBlog } from '../blog.ts';
import { rawPost } from './raw-request.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const urlencoded = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data; boundary=b';
const field = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;

interface Door {
  path: string;
  type: string;
  /** What the body begins with; letters follow. */
  head: string;
  /** Bytes that the door may hold: what docs/bodies.md says. */
  bytes: number;
  who?: 'admin' | 'program';
  /** XML-RPC answers 200 to a call that it cannot read. */
  too_long?: number;
}

const form = (path: string, bytes: number, who?: Door['who']): Door => ({
  path,
  type: urlencoded,
  head: 'comment=',
  bytes,
  ...(who && { who }),
});
const files = (path: string, bytes: number, who?: Door['who']): Door => ({
  ...form(path, bytes, who),
  type: multipart,
  head: field('comment'),
});

const doors: Door[] = [
  files('/comments', megabyte),
  files('/wp-comments-post.php', megabyte),
  form('/comments', megabyte),
  form('/wp-comments-post.php', megabyte),
  files('/comments/preview', megabyte),
  form('/comments/preview', megabyte),
  files('/attachments', megabyte),
  files('/admin/media/upload', megabyte, 'admin'),
  files('/admin/profile/picture/save', megabyte, 'admin'),
  files('/admin/import', 64 * kilobyte, 'admin'),
  form('/admin/media/uploads/begin', 64 * kilobyte, 'admin'),
  form('/admin/posts/save', 6 * megabyte, 'admin'),
  form('/admin/posts/1/autosave', 6 * megabyte, 'admin'),
  form('/admin/text/preview', 6 * megabyte, 'admin'),
  form('/admin/posts/save', 6 * megabyte),
  form('/admin/settings/general', 512 * kilobyte, 'admin'),
  form('/admin/settings/discussion', megabyte, 'admin'),
  form('/admin/comments/moderate', 64 * kilobyte, 'admin'),
  form('/login', 2 * megabyte),
  form('/wp-login.php', 2 * megabyte),
  form('/lost-password', 64 * kilobyte),
  form('/password', 10 * kilobyte),
  form('/setup', 64 * kilobyte),
  form('/webmention', 16 * kilobyte),
  form('/wp-trackback.php?p=1', 16 * kilobyte),
  { ...form('/xmlrpc.php', 6 * megabyte), type: 'text/xml', head: '<methodCall>', too_long: 200 },
  {
    ...form('/wp-json/wp/v2/users/me/application-passwords', 16 * kilobyte, 'program'),
    type: 'application/json',
    head: '{"name":"',
  },
];

const named = doors.map((door): [string, Door] => [`${door.path} (${door.type.split(';')[0]})`, door]);

async function open(body_limits: Partial<BodyLimits>) {
  const site = await startBlog({ SITE_URL: 'http://localhost' }, { body_limits });
  const admin = await site.hasUser({ role: 'administrator' });
  const secret = await makeApplicationPassword(site.blog, admin, 'A program');
  const headers = {
    admin: { Cookie: await sessionCookie(site.blog, admin) },
    program: { Authorization: `Basic ${Buffer.from(`${admin.login}:${secret}`).toString('base64')}` },
  };
  return { site, headers };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** Sends so many bytes to a door and no more, though more are announced. */
function send({ site, headers }: Opened, { path, type, head, who }: Door, bytes: number, announced?: number) {
  const own = who ? { headers: headers[who] } : {};
  return rawPost(site.address, {
    path,
    type,
    body: head + 'x'.repeat(Math.max(0, bytes - head.length)),
    ...(announced !== undefined && { announced }),
    ...own,
  });
}

const usual = await open({});
const hasty = await open({ slow_bytes: 20_000, slow_ms: 400 });
const narrow = await open({ held_bytes: 4000, held_by_sender: 4000, short_bytes: 1000 });

test.each(named)('%s holds so much and no more, and says so at once', async (_name, door) => {
  const { bytes, type, path, too_long = 413 } = door;
  // Where a comment was written, the rest of a field is skipped before the answer, up to a bound.
  const skipped = type === multipart || path.includes('omments') ? 17 * megabyte : 70_000;

  const announced = await send(usual, door, bytes + 70_000, bytes + 10 ** 9);
  // In chunks nobody knows how much will come: the answer must not wait for it.
  const chunked = await send(usual, door, bytes + skipped);

  expect([announced.status, chunked.status]).toEqual([too_long, too_long]);
});

test.each(named)('%s tells who is too slow (B18)', async (_name, door) => {
  const answer = await send(hasty, door, 600, 100_000);

  expect(answer.status).toBe(408);
  expect(answer.text).toContain('too slowly');
});

test.each(named)('%s says that there is no room when all bodies together fill it', async (_name, door) => {
  const answer = await send(narrow, door, 9000, 100_000);

  expect(answer.status).toBe(503);
  expect(answer.head).toMatch(/^Retry-After: 30$/im);
  expect(answer.text).toContain('Send it again in half a minute');
});

test('a part of a large upload that comes too slowly is told so, and what came is kept (B18)', async () => {
  const { site, headers } = hasty;
  const begun = await fetch(`${site.address}/admin/media/uploads/begin`, {
    method: 'POST',
    headers: headers.admin,
    body: new URLSearchParams({ name: 'film.mp4', byte_size: '100000' }),
  });
  const { id } = (await begun.json()) as { id: string };

  const path = `/admin/media/uploads/${id}/append?offset=0`;
  const door = { path, type: 'application/octet-stream', head: '', bytes: 0, who: 'admin' as const };
  const answer = await send(hasty, door, 5000, 100_000);
  const again = await fetch(`${site.address}/admin/media/uploads/begin`, {
    method: 'POST',
    headers: headers.admin,
    body: new URLSearchParams({ name: 'film.mp4', byte_size: '100000', id }),
  });

  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    408,
    { error: expect.stringContaining('slowly') },
  ]);
  expect(await again.json()).toMatchObject({ id, offset: 5000 });
});

test('a form of thousands of chunks of one byte is refused early, and what follows is cut soon (B16)', async () => {
  const { site } = await open({ passing_bytes: 3 * megabyte });
  const chunks = (count: number) => '1\r\nx\r\n'.repeat(count);
  const few = await pourChunks(site, `${chunks(3000)}0\r\n\r\n`);
  const many = await pourChunks(site, chunks(200_000));

  expect([few.status, few.isCut]).toEqual([404, false]);
  expect([many.status, many.isCut]).toEqual([400, true]);
});

/** Comments in chunks as they are given; whether the line was cut before the client let go of it. */
function pourChunks(site: TestBlog, chunks: string): Promise<{ status: number; isCut: boolean }> {
  return new Promise((resolve) => {
    let status = 0;
    const socket = net.connect(Number(new URL(site.address).port), '127.0.0.1');
    const type = `Content-Type: ${urlencoded}\r\nTransfer-Encoding: chunked`;
    socket.on('data', (more) => {
      status ||= Number(/^HTTP\/1\.1 (\d+)/.exec(String(more))?.[1] ?? 0);
      if (status === 404) {
        resolve({ status, isCut: false });
        socket.destroy();
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ status, isCut: true }));
    socket.write(`POST /comments HTTP/1.1\r\nHost: a\r\n${type}\r\n\r\n8\r\ncomment=\r\n${chunks}`);
  });
}

test('what is compressed is not unpacked behind the count', async () => {
  for (const door of doors.filter(({ type, path }) => type !== multipart && path !== '/xmlrpc.php')) {
    const { site, headers } = usual;
    const own = { 'Content-Encoding': 'gzip', ...(door.who && headers[door.who]) };
    const answer = await rawPost(site.address, {
      ...door,
      headers: own,
      announced: 20,
      body: 'x'.repeat(20),
    });
    expect([door.path, [400, 415].includes(answer.status)]).toEqual([door.path, true]);
  }
});

test('what one sender holds is bounded, and leaves room for others; short forms still come in', async () => {
  const { site } = await open({ held_bytes: 400_000, held_by_sender: 100_000, short_bytes: 2000 });
  const post = await site.hasPost();
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const body = `comment_post_ID=${post.id}&author=Ada&email=ada%40example.com&comment=${'x'.repeat(60_000)}`;
  const held = await Promise.all([stall(site, body), stall(site, body)]);

  const long = await site.request.post('/comments').type('form').send(body);
  const short = await site.request
    .post('/comments')
    .type('form')
    .send(`${body.slice(0, 500)}`);
  const own = await admin
    .post('/admin/posts/save')
    .type('form')
    .send({ title: 'Mine', content: body, act: 'draft' });
  for (const socket of held) socket.destroy();
  await expect
    .poll(async () => (await site.request.post('/comments').type('form').send(`${body}y`)).status)
    .not.toBe(503);

  expect(long.status).toBe(503);
  expect(long.text).toContain(`${'x'.repeat(1000)}`);
  expect([short.status, own.status]).toEqual([303, 303]);
});

/** Sends all but the last byte, and waits until the blog has it. */
async function stall(site: TestBlog, body: string) {
  const socket = net.connect(Number(new URL(site.address).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`POST /comments HTTP/1.1\r\nHost: a\r\nContent-Type: ${urlencoded}\r\n`);
  await new Promise<void>((resolve) => {
    socket.write(`Content-Length: ${body.length + 1}\r\n\r\n${body}`, () => resolve());
  });
  await site.request.get('/healthz');
  return socket;
}

test('what follows a refusal is thrown away up to a bound, and then the line is cut', async () => {
  const bounds = { passing_bytes: 12 * megabyte, passing_by_sender: 18 * megabyte };
  const { site } = await open(bounds);
  const pours = [await pour(site, 40), await pour(site, 40), await pour(site, 40)];

  const heard = pours.map(({ status }) => status);
  const sent = pours.map((one) => one.sent / megabyte);

  // What lies in the buffers of both ends is counted as sent, too.
  expect(heard).toEqual([404, 404, 404]);
  expect(Math.max(...sent)).toBeLessThan(30);
  expect(sent[0]).toBeGreaterThan(11);
  expect(sent[2]).toBeLessThan(11);
  expect((await site.request.get('/healthz')).status).toBe(200);
});

/** Announces so many megabytes, and sends them until the line is cut; how many went out, and what was answered. */
function pour(site: TestBlog, megabytes: number): Promise<{ status: number; sent: number }> {
  const piece = Buffer.alloc(65_536);
  return new Promise((resolve) => {
    let heard = '';
    let sent = 0;
    const socket = net.connect(Number(new URL(site.address).port), '127.0.0.1');
    socket.on('data', (more) => (heard += String(more)));
    socket.on('error', () => {});
    socket.on('close', () => resolve({ status: Number(/HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0), sent }));
    socket.write(`POST /nothing-here HTTP/1.1\r\nHost: a\r\nContent-Length: ${megabytes * megabyte}\r\n\r\n`);
    const more = () => {
      while (!socket.destroyed && sent < megabytes * megabyte) {
        sent += piece.length;
        if (!socket.write(piece)) return void socket.once('drain', more);
      }
      socket.end();
    };
    more();
  });
}
