// tests/base/fetch/bounds.test.ts: the bounds of a fetch, on both sides: redirects, bytes, types, ports, and what is asked along the way.
import fs from 'node:fs';
import http, { type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { type FetchProblem, type FetchRequest } from '../../../src/base/fetch/fetch.ts';
import { createSafeFetch, type SafeFetchOptions } from '../../../src/base/fetch/safe-fetch.ts';

/** What the next request is answered with. */
let answer: RequestListener = (_req, res) => res.end();
const came: { method: string; url: string; body: string; headers: IncomingHttpHeaders }[] = [];
const server = http.createServer((req, res) => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const body = Buffer.concat(parts).toString();
    came.push({ method: req.method!, url: req.url!, body, headers: req.headers });
    answer(req, res);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
const { port } = server.address() as AddressInfo;
const base = `http://127.0.0.1:${port}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-fetch-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const make = (options: Partial<SafeFetchOptions> = {}) =>
  createSafeFetch({ allow: [`127.0.0.1:${port}`], user_agent: 'Quillback', ...options });
const fetchPage = make();
const page: FetchRequest = { purpose: 'card' };
const problemOf = (fetching: Promise<unknown>): Promise<FetchProblem | 'none'> =>
  fetching.then(
    () => 'none',
    (error: { problem: FetchProblem }) => error.problem,
  );
const sends =
  (body: Buffer | string, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_req, res) =>
    void res.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
/** Redirects as often as the address says, then answers. */
const redirecting: RequestListener = (req, res) => {
  const left = Number(req.url!.slice(1));
  if (left) res.writeHead(302, { location: `/${left - 1}` }).end('not this');
  else res.writeHead(200, { 'content-type': 'text/html' }).end('arrived');
};

test('five redirects are followed, a sixth is not', async () => {
  answer = redirecting;

  const five = await fetchPage(`${base}/5`, page);
  const six = await problemOf(fetchPage(`${base}/6`, page));

  expect([five.body.toString(), five.url]).toEqual(['arrived', `${base}/0`]);
  expect(six).toBe('too_many_redirects');
});

test.each([
  [301, 'GET', ''],
  [302, 'GET', ''],
  [303, 'GET', ''],
  [307, 'POST', 'a=b'],
  [308, 'POST', 'a=b'],
])('a form that is sent on with %i arrives as %s', async (status, method, body) => {
  answer = (req, res) =>
    req.url === '/from' ? res.writeHead(status, { location: '/to' }).end() : res.end('taken');

  await fetchPage(`${base}/from`, { purpose: 'ping', method: 'POST', body: 'a=b' });

  expect(came.at(-2)).toMatchObject({ url: '/from', method: 'POST', body: 'a=b' });
  expect(came.at(-1)).toMatchObject({ url: '/to', method, body });
});

test('what is asked for with HEAD stays so on the way, and brings no body', async () => {
  answer = (req, res) =>
    req.url === '/from' ? res.writeHead(302, { location: '/to' }).end() : sends('words')(req, res);

  const found = await fetchPage(`${base}/from`, { ...page, method: 'HEAD' });

  expect(came.at(-1)).toMatchObject({ url: '/to', method: 'HEAD' });
  expect([found.status, found.url, found.body.length]).toEqual([200, `${base}/to`, 0]);
});

test.each<[string, RequestListener, number]>([
  ['a redirect without an address', sends('where?', {}, 302), 302],
  ['an address that comes with another status', sends('here', { location: '/else' }, 201), 201],
  ['300, which leaves the choice to a person', sends('choose', { location: '/else' }, 300), 300],
])('%s is an answer', async (_case, listener, status) => {
  answer = listener;
  const before = came.length;

  expect(await fetchPage(`${base}/`, page)).toMatchObject({ status, url: `${base}/` });
  expect(came.length).toBe(before + 1);
});

test.each(['image', 'ping'] as const)(
  'a body of as many bytes as %s may have comes whole, one more is refused',
  async (purpose) => {
    const most = { image: 5_000_000, ping: 64_000 }[purpose];
    const type = { 'content-type': purpose === 'image' ? 'image/png' : 'text/plain' };

    answer = sends(Buffer.alloc(most, 7), type);
    const whole = await fetchPage(`${base}/`, { purpose });
    answer = sends(Buffer.alloc(most + 1, 7), type);
    const over = await problemOf(fetchPage(`${base}/`, { purpose }));

    expect([whole.body.length, whole.is_cut]).toEqual([most, false]);
    expect(over).toBe('too_large');
  },
);

test.each(['verification', 'discovery', 'card'] as const)(
  'a page for %s comes whole up to its cap, and is cut there',
  async (purpose) => {
    const most = { verification: 150_000, discovery: 1_000_000, card: 1_000_000 }[purpose];

    answer = sends(Buffer.alloc(most, 'x'));
    const whole = await fetchPage(`${base}/`, { purpose });
    answer = sends(Buffer.alloc(most + 1, 'x'));
    const over = await fetchPage(`${base}/`, { purpose });

    expect([whole.body.length, whole.is_cut]).toEqual([most, false]);
    expect([over.body.length, over.is_cut]).toEqual([most, true]);
  },
);

test('what came in pieces is cut at the very byte', async () => {
  answer = (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' });
    res.write('a'.repeat(40), () => res.write('b'.repeat(60), () => res.end('c')));
  };

  const cut = await fetchPage(`${base}/`, { ...page, max_bytes: 100 });
  const whole = await fetchPage(`${base}/`, { ...page, max_bytes: 101 });

  expect([cut.body.toString(), cut.is_cut]).toEqual(['a'.repeat(40) + 'b'.repeat(60), true]);
  expect([whole.body.length, whole.is_cut]).toEqual([101, false]);
});

test('of a page that tells of an error only the beginning is kept, whatever was asked for', async () => {
  answer = sends(Buffer.alloc(20_000, 'x'), {}, 500);
  const file = path.join(folder, 'error');

  const found = await fetchPage(`${base}/`, { purpose: 'image', to_file: file });
  const short = await fetchPage(`${base}/`, { purpose: 'image', max_bytes: 100 });

  expect([found.status, found.body.length, found.is_cut]).toEqual([500, 16_000, true]);
  expect(fs.existsSync(file)).toBe(false);
  expect(short.body.length).toBe(100);
});

test('a file is never half a page: what is too large for it is refused, and nothing is left of it', async () => {
  answer = sends(Buffer.alloc(151_000, 'x'));
  const file = path.join(folder, 'page');

  expect(await problemOf(fetchPage(`${base}/`, { purpose: 'verification', to_file: file }))).toBe(
    'too_large',
  );
  expect(fs.existsSync(file)).toBe(false);
});

test.each([200, 204, 299])('%i is good: its body is judged by its type', async (status) => {
  answer = sends('', { 'content-type': 'application/zip' }, status);

  // Without a body there is nothing to judge.
  expect(await problemOf(fetchPage(`${base}/`, page))).toBe(status === 204 ? 'none' : 'wrong_type');
});

test.each([304, 400])('%i is told by its status, whatever its type', async (status) => {
  answer = sends('', { 'content-type': 'application/zip' }, status);

  expect(await fetchPage(`${base}/`, page)).toMatchObject({ status });
});

test('a picture may tell in its head where linkbacks go; its body stays there', async () => {
  answer = sends(Buffer.alloc(10), { 'content-type': 'image/png', link: '</wm>; rel=webmention' });

  const found = await fetchPage(`${base}/`, { purpose: 'discovery' });

  expect([found.status, found.headers.link, found.body.length]).toEqual([200, '</wm>; rel=webmention', 0]);
});

test('what says nothing of its type is read as a page or kept as a file, and is no picture', async () => {
  answer = (_req, res) => void res.writeHead(200).end('words');

  expect((await fetchPage(`${base}/`, page)).body.toString()).toBe('words');
  expect((await fetchPage(`${base}/`, { purpose: 'media' })).body.toString()).toBe('words');
  await expect(fetchPage(`${base}/`, { purpose: 'image' })).rejects.toMatchObject({
    problem: 'wrong_type',
    message: 'of the type unknown',
  });
});

test.each<[string, Buffer]>([
  ['gzip', zlib.gzipSync('words')],
  ['X-Gzip', zlib.gzipSync('words')],
  ['deflate', zlib.deflateSync('words')],
  ['br', zlib.brotliCompressSync('words')],
  ['identity', Buffer.from('words')],
])('a body in %s is unpacked', async (encoding, body) => {
  answer = sends(body, { 'content-encoding': encoding });

  expect((await fetchPage(`${base}/`, page)).body.toString()).toBe('words');
});

test('what is packed in another way, or broken, is refused', async () => {
  answer = sends('words', { 'content-encoding': 'zstd' });
  const other = await problemOf(fetchPage(`${base}/`, page));
  answer = sends('words', { 'content-encoding': 'gzip' });
  const broken = await problemOf(fetchPage(`${base}/`, page));

  expect([other, broken]).toEqual(['wrong_type', 'unreachable']);
});

test('only names of ours go along, and what this request adds', async () => {
  answer = sends('');

  await fetchPage(`${base}/`, {
    purpose: 'ping',
    headers: { Accept: 'text/plain', Host: 'other.example', 'User-Agent': 'Other', 'X-More': 'yes' },
  });

  expect(came.at(-1)!.headers).toMatchObject({
    accept: 'text/plain',
    host: `127.0.0.1:${port}`,
    'user-agent': 'Quillback; Webmention: sending a ping',
    'accept-encoding': 'gzip, deflate, br',
    'x-more': 'yes',
  });
});

test('an address may have 2048 letters', async () => {
  answer = sends('');
  const long = (letters: number) => `${base}/${'x'.repeat(letters - base.length - 1)}`;

  expect(await problemOf(fetchPage(long(2048), page))).toBe('none');
  expect(await problemOf(fetchPage(long(2049), page))).toBe('bad_url');
});

test.each(['http://ada@blog.example/', 'http://:secret@blog.example/'])(
  '%s holds what belongs to nobody else',
  async (url) => {
    expect(await problemOf(fetchPage(url, page))).toBe('bad_url');
  },
);

test.each([
  ['http:', 80],
  ['https:', 443],
])('an address of %s without a port means port %i', async (protocol, usual) => {
  // Nothing answers there; the question is whether it was tried.
  const tried = (allow: number) =>
    problemOf(make({ allow: [`127.0.0.1:${allow}`] })(`${protocol}//127.0.0.1/`, page));
  const named = (allow: number) =>
    problemOf(
      make({
        allow: [`127.0.0.1:${allow}`],
        resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      })(`${protocol}//names.example/`, page),
    );

  for (const one of [tried, named]) {
    expect(await one(usual)).toBe('unreachable');
    expect(await one(usual + 1)).toBe('refused_address');
  }
});

test('a name without an address is refused, one that cannot be asked for is not reached', async () => {
  const none = make({ resolve: () => Promise.resolve([]) });
  const failing = make({
    resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
  });

  expect(await problemOf(none(`http://names.example/`, page))).toBe('refused_address');
  await expect(failing('http://names.example/', page)).rejects.toMatchObject({
    problem: 'unreachable',
    message: 'no answer (ENOTFOUND)',
  });
});
