// tests/base/fetch/safe-fetch.test.ts: what the one way out reaches, what it refuses, and how much it takes.
import fs from 'node:fs';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/base/fetch/addresses.ts';
import { readAllowed } from '../../../src/base/fetch/allow-list.ts';
import type { FetchProblem, FetchRequest } from '../../../src/base/fetch/fetch.ts';
import { createSafeFetch, type SafeFetchOptions } from '../../../src/base/fetch/safe-fetch.ts';

// The canary stands for everything inside that nobody may reach.
let sung = 0;
let drops = 0;
const canary = await serve((_req, res) => {
  sung += 1;
  res.end('inside');
});
const seen: http.IncomingHttpHeaders[] = [];
const open = await serve((req, res) => {
  seen.push(req.headers);
  const url = new URL(req.url!, 'http://x');
  if (url.pathname === '/to') {
    res.writeHead(Number(url.searchParams.get('status')), { location: url.searchParams.get('where')! }).end();
  } else answers[url.pathname]?.(req, res);
});

const answers: Record<string, RequestListener> = {
  '/page': (_req, res) =>
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Hello</p>'),
  '/packed': (_req, res) =>
    res
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip', 'set-cookie': 'a=b' })
      .end(zlib.gzipSync('<p>Packed</p>')),
  '/bomb': (_req, res) =>
    res
      .writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' })
      .end(zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024))),
  '/endless': (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' });
    const more = () => {
      while (!res.destroyed && res.write(Buffer.alloc(65_536, 'x')));
    };
    res.on('drain', more);
    more();
  },
  '/drip': (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' });
    const timer = setInterval(() => {
      drops += 1;
      res.write('.');
    }, 50);
    res.on('close', () => clearInterval(timer));
  },
  '/missing': (_req, res) => res.writeHead(404, { 'content-type': 'text/html' }).end('gone'),
  '/script': (_req, res) => res.writeHead(200, { 'content-type': 'application/octet-stream' }).end('x'),
  '/circle': (_req, res) => res.writeHead(302, { location: '/circle' }).end(),
  '/file': (_req, res) => res.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(300_000, 7)),
};

const base = `http://127.0.0.1:${open}`;
const page: FetchRequest = { purpose: 'card' };
const make = (options: Partial<SafeFetchOptions> = {}) =>
  createSafeFetch({
    allow: [`127.0.0.1:${open}`],
    user_agent: 'Quillback (+http://blog.example)',
    ...options,
  });
const fetchPage = make();

test('a page that was opened on purpose comes whole, unpacked, asked for by name', async () => {
  const plain = await fetchPage(`${base}/page#part`, page);
  const packed = await fetchPage(`${base}/packed`, page);

  expect(plain).toMatchObject({ status: 200, content_type: 'text/html; charset=utf-8', url: `${base}/page` });
  expect(plain.body.toString()).toBe('<p>Hello</p>');
  expect(packed.body.toString()).toBe('<p>Packed</p>');
  expect(seen.at(-1)!['user-agent']).toBe('Quillback (+http://blog.example); preparing a link');
  await fetchPage(`${base}/page`, { ...page, headers: { Cookie: 'a=b', Authorization: 'x' } });
  expect(seen.at(-1)!.cookie ?? seen.at(-1)!.authorization).toBeUndefined();
});

test('37 spellings of loopback do not reach the canary (C4, C5)', async () => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '127.127.127.127',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',

    '0177.1',
    '017700000001',
    '0x7f.0x0.0x0.0x1',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '0x0',
    '00',
    '0.1',
    '１２７.0.0.1',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    'localhost',
    'LOCALHOST',
    'localhost.',

    'foo.localhost',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[::ffff:0:127.0.0.1]',
  ];
  const inside = make({ allow: [] });

  const found = await Promise.all(
    hosts.flatMap((host) => [
      problem(inside(`http://${host}:${canary}/`, page)),
      problem(inside(`http://${host}:8080/`, page)),
      problem(inside(`http:\\\\${host}:${canary}/`, page)),
    ]),
  );

  expect(hosts).toHaveLength(37);
  expect(new Set(found).has('none' as FetchProblem)).toBe(false);
  expect(found.filter((one) => one === 'refused_address').length).toBeGreaterThan(90);
  expect(sung).toBe(0);
});

test('private and reserved ranges are told from the public', () => {
  const inside = [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '0.1.2.3',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002::1',
    '100::1',
    '::2',
    '64:ff9b::808:808',
    '::ffff:10.0.0.1',
    'x',
    '',
  ];

  expect(inside.filter(isPublicAddress)).toEqual([]);
  expect(['1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8', '172.32.0.1'].every(isPublicAddress)).toBe(true);
});

test('only http, https, plain addresses and the usual ports', async () => {
  const bad = [
    'file:///etc/passwd',
    'gopher://x/',
    'ftp://x/',
    'http://a:b@example.com/',
    'nothing',
    'data:,x',
  ];
  const closed = ['http://93.184.216.34:22/', 'http://93.184.216.34:25/', 'https://93.184.216.34:3306/'];

  expect(await Promise.all(bad.map((url) => problem(fetchPage(url, page))))).toEqual(
    bad.map(() => 'bad_url'),
  );
  const refused = await Promise.all(closed.map((url) => problem(fetchPage(url, page))));
  expect(refused).toEqual(closed.map(() => 'refused_address'));
});

test('a name that turns from public to private never reaches the canary (C3)', async () => {
  const asked: string[] = [];
  const rebinding = make({
    allow: [],
    connect_ms: 300,
    total_ms: 1_000,
    resolve: (host) => {
      asked.push(host);
      return Promise.resolve([{ address: asked.length > 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }]);
    },
  });
  const mixed = make({
    allow: [],
    resolve: () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  });

  expect(await problem(rebinding(`http://rebind.example:8080/`, page))).toBe('refused_address');
  expect(asked).toHaveLength(1);
  expect(await problem(rebinding(`http://rebind.example:8080/`, page))).toBe('refused_address');
  expect(await problem(mixed('http://mixed.example/', page))).toBe('refused_address');
  expect(sung).toBe(0);
});

test('the connection is made to the address that was checked, and the name is asked once (C3)', async () => {
  let asked = 0;
  const resolve = () => {
    asked += 1;
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  };
  const named = make({ allow: [`intranet.example:${open}`], resolve });

  const answer = await named(`http://intranet.example:${open}/page`, page);

  expect(answer.body.toString()).toBe('<p>Hello</p>');
  expect(asked).toBe(1);
  expect(await problem(named(`http://other.example:${open}/page`, page))).toBe('refused_address');
  expect(await problem(named(`http://intranet.example:${canary}/`, page))).toBe('refused_address');
});

test('no redirect leads inside (C6)', async () => {
  const inside = [
    `http://127.0.0.1:${canary}/`,
    `//127.0.0.1:${canary}/`,
    `http://[::1]:${canary}/`,
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    `http://2130706433:${canary}/`,
  ];
  const hops = [301, 302, 303, 307, 308].flatMap((status) =>
    inside.map((where) => `${base}/to?status=${status}&where=${encodeURIComponent(where)}`),
  );

  const found = await Promise.all(hops.map((url) => problem(fetchPage(url, page))));

  expect(found.filter((one) => !['refused_address', 'bad_url'].includes(one))).toEqual([]);
  expect(sung).toBe(0);
  const fine = await fetchPage(`${base}/to?status=302&where=/page`, page);
  expect([fine.url, fine.body.toString()]).toEqual([`${base}/page`, '<p>Hello</p>']);
  expect(await problem(fetchPage(`${base}/circle`, page))).toBe('too_many_redirects');
});

test('no more is taken than the purpose allows, counted unpacked (C12)', async () => {
  const before = process.memoryUsage().rss;

  const cut = await fetchPage(`${base}/endless`, { purpose: 'verification' });
  const bomb = await problem(fetchPage(`${base}/bomb`, { purpose: 'image' }));

  expect([cut.body.length, cut.is_cut]).toEqual([150_000, true]);
  expect(bomb).toBe('too_large');
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});

test('time counts for the whole, not for pauses (C12)', async () => {
  const hasty = make({ total_ms: 400 });

  expect(await problem(hasty(`${base}/drip`, page))).toBe('timeout');
  // One each 50 ms.
  expect(drops).toBeLessThanOrEqual(20);
});

test('the type must fit the purpose; refusals of the other side are told by their status', async () => {
  expect(await problem(fetchPage(`${base}/script`, page))).toBe('wrong_type');
  expect(await problem(fetchPage(`${base}/page`, { purpose: 'image' }))).toBe('wrong_type');
  expect(await fetchPage(`${base}/missing`, { purpose: 'image' })).toMatchObject({ status: 404 });
  expect(await problem(fetchPage(`http://127.0.0.1:1/`, page))).toBe('refused_address');
  const opened = make({ allow: ['127.0.0.1:1'] });
  expect(await problem(opened(`http://127.0.0.1:1/`, page))).toBe('unreachable');
});

test('a file is streamed to disk, and is gone when it was too large', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-fetch-'));
  const [good, large] = [path.join(folder, 'good'), path.join(folder, 'large')];

  const answer = await fetchPage(`${base}/file`, { purpose: 'media', to_file: good });
  const refused = await problem(
    fetchPage(`${base}/file`, { purpose: 'media', to_file: large, max_bytes: 1000 }),
  );

  expect(answer.body).toHaveLength(0);
  expect(fs.statSync(good).size).toBe(300_000);
  expect([refused, fs.existsSync(large)]).toEqual(['too_large', false]);
  fs.rmSync(folder, { recursive: true });
});

test('FETCH_ALLOW reads names, addresses and ranges, with and without port', () => {
  const allowed = readAllowed(['intranet:8000', '10.0.0.0/8', '127.0.0.1:99', '[fd00::/8]:8080', '::1']);

  expect(allowed.host('intranet', 8000)).toBe(true);
  expect(allowed.host('intranet', 80)).toBe(false);
  expect(allowed.address('10.2.3.4', 5432)).toBe(true);
  expect(allowed.address('11.2.3.4', 80)).toBe(false);
  expect([allowed.address('127.0.0.1', 99), allowed.address('127.0.0.1', 98)]).toEqual([true, false]);
  expect([allowed.address('fd12::1', 8080), allowed.address('fd12::1', 80)]).toEqual([true, false]);
  expect(allowed.address('::1', 1)).toBe(true);
  for (const entry of ['http://x/', '10.0.0.0/40', 'host:99999', 'a b', '-x:1']) {
    expect(() => readAllowed([entry])).toThrow(/FETCH_ALLOW/);
  }
});

async function problem(answer: Promise<unknown>): Promise<FetchProblem> {
  return answer.then(
    () => 'none' as FetchProblem,
    (error: { problem: FetchProblem }) => error.problem,
  );
}

async function serve(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
