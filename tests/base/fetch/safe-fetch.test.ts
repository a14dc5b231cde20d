// tests/base/fetch/safe-fetch.test.ts: which addresses the one way out reaches, and which it refuses.
import { expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/base/fetch/addresses.ts';
import type { FetchProblem } from '../../../src/base/fetch/fetch.ts';
import { seen, open, base, page, make, fetchPage, problem, serve } from './safe-fetch-kit.ts';

// The canary stands for everything inside that nobody may reach.
let sung = 0;
const canary = await serve((_req, res) => {
  sung += 1;
  res.end('inside');
});

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
