// tests/base/http/rules.test.ts: ids, addresses, places and bodies at their bounds, and the negative twin of each rule.
import type { Request } from 'express';
import { expect, test, vi } from 'vitest';
import { clientAddress, hostIn, networkIn } from '../../../src/base/http/client-address.ts';
import { cookieAttributes, cookieName, isHttps, readCookies } from '../../../src/base/http/cookies.ts';
import { idField, idFrom, idsFrom, pageFrom, readId } from '../../../src/base/http/ids.ts';
import { openSemaphore } from '../../../src/base/http/semaphore.ts';
import { parseQuery, queryOf } from '../../../src/base/http/query.ts';
import { localAddress } from '../../../src/base/http/redirect.ts';
import { isForeign, isReading, refuseForeign } from '../../../src/base/http/same-origin.ts';
import { isWebAddress } from '../../../src/base/http/web-address.ts';

test.each([
  ['1', 1],
  ['2147483647', 2_147_483_647],
  ['007', 7],
  ['0000000001', 1],
  ['00000000001', undefined],
  ['2147483648', undefined],
  ['9999999999', undefined],
  ['10000000000', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  [1, undefined],
  [['1'], undefined],
])('the id %j is %s', (given, id) => {
  expect(readId(given)).toBe(id);
});

test('an address has one spelling of an id; a form may leave it out; a list holds five hundred', () => {
  expect(idFrom('7', 'post')).toBe(7);
  for (const given of ['07', ' 7', 'x', undefined, ['7']])
    expect(() => idFrom(given, 'post')).toThrow('no such post');
  expect(idsFrom(Array.from({ length: 501 }, (_, at) => String(at + 1)))).toHaveLength(500);
  expect(idsFrom(['2', 'x', '1'])).toEqual([2, 1]);
  expect([idsFrom('3'), idsFrom(undefined)]).toEqual([[3], []]);
  expect(['', '0', '12', undefined].map((given) => idField.parse(given))).toEqual([0, 0, 12, 0]);
  for (const given of ['x', '00', '-1', '2147483648']) expect(idField.safeParse(given).success).toBe(false);
});

test.each([
  ['1', 1],
  ['999999', 999_999],
  ['1000000', 1],
  ['0', 1],
  ['x', 1],
  [undefined, 1],
])('the page %s of a list is %i', (given, page) => {
  expect(pageFrom(given)).toBe(page);
});

test('networks and hosts: the /24 and the address of IPv4, the /48 and the /64 of IPv6', () => {
  expect(['192.0.2.1', '192.0.2.255', '192.0.3.1'].map(networkIn)).toEqual(['192.0.2', '192.0.2', '192.0.3']);
  const [one, same, other] = ['2001:db8:1::1', '2001:db8:1:ffff::', '2001:db8:2::'].map(networkIn);
  expect([one === same, one === other]).toEqual([true, false]);
  expect(networkIn('fe80::1%eth0')).toBe('fe8000000000');
  expect(networkIn('nobody')).toBe('nobody');
  expect(['192.0.2.1', '::ffff:192.0.2.1', 'nobody', ''].map(hostIn)).toEqual([
    '192.0.2.1',
    '192.0.2.1',
    'unknown',
    'unknown',
  ]);
  expect(['2001:db8:1:2::1', '2001:db8:1:2:ffff::', '2001:db8:1:3::'].map(hostIn)).toEqual([
    '2001:db8:1:2',
    '2001:db8:1:2',
    '2001:db8:1:3',
  ]);
  const from = (ip?: string) => clientAddress({ ip } as Request);
  expect([from('::ffff:192.0.2.1'), from('::FFFF:192.0.2.1'), from('::ffff:a'), from()]).toEqual([
    '192.0.2.1',
    '192.0.2.1',
    '::ffff:a',
    '',
  ]);
});

test('cookies are of this host alone under https, and only there', () => {
  expect([isHttps('https://a.example'), isHttps('http://https:')]).toEqual([true, false]);
  expect(cookieName('https://a.example', 'x')).toBe('__Host-x');
  expect(cookieName('http://a.example', 'x')).toBe('x');
  expect(cookieAttributes('https://a.example')).toEqual({
    httpOnly: true,
    sameSite: 'lax',
    secure: true,
    path: '/',
  });
  expect(cookieAttributes('http://a.example').secure).toBe(false);
  expect(readCookies({ headers: {} })).toEqual({});
  expect({ ...readCookies({ headers: { cookie: 'a=1; a=2; b=%20' } }) }).toEqual({ a: '1', b: ' ' });
});

const site = 'https://blog.example/';
test.each([
  ['/admin/?a=1#b', '/admin/?a=1#b'],
  ['https://blog.example/x', '/x'],
  ['https://blog.example:443/x', '/x'],
  ['http://blog.example/x', '/fallback'],
  ['https://blog.example:444/x', '/fallback'],
  ['https://other.example/x', '/fallback'],
  ['https://ada@blog.example/x', '/fallback'],
  ['https://:pw@blog.example/x', '/fallback'],
  ['https://', '/fallback'],
  ['', '/fallback'],
  [7, '/fallback'],
  [`/${'x'.repeat(1999)}`, `/${'x'.repeat(1999)}`],
  [`/${'x'.repeat(2000)}`, '/fallback'],
])('after a form %.40s leads to %.40s', (given, to) => {
  expect(localAddress(given, site, '/fallback')).toBe(to);
});

const asked = (headers: Record<string, string>, method = 'POST') =>
  ({ method, get: (name: string) => ({ host: 'blog.example', ...headers })[name] }) as unknown as Request;

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ 'sec-fetch-site': 'same-site' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://blog.example' }, true],
  [{ origin: 'https://blog.example' }, false],
  [{ origin: 'https://site.example' }, false],
  [{ origin: 'https://evil.example' }, true],
  [{ origin: 'null' }, true],
])('what brings %j comes from another site: %s', (headers, isIt) => {
  expect(isForeign(asked(headers), 'https://site.example/')).toBe(isIt);
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect(() => refuseForeign(asked(headers, method), 'https://site.example/')).not.toThrow();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
    const refuse = () => refuseForeign(asked(headers, method), 'https://site.example/');
    if (isIt) expect(refuse).toThrow('another site');
    else expect(refuse).not.toThrow();
    expect(isReading({ method })).toBe(false);
  }
});

test.each([
  ['http://a.example', true],
  ['https://a.example/x?y', true],
  ['ftp://a.example', false],
  ['javascript:alert(1)', false],
  ['https://ada@a.example', false],
  ['https://:pw@a.example', false],
  ['a.example', false],
])('%s is an address of the web: %s', (given, isIt) => {
  expect(isWebAddress(given)).toBe(isIt);
});

test('a query is flat text without NUL, whatever stands before it', () => {
  expect({ ...parseQuery('a=1&a=2&b=x%00y&c') }).toEqual({ a: ['1', '2'], b: 'xy', c: '' });
  expect({ ...parseQuery(null) }).toEqual({});
  expect([...queryOf({ originalUrl: '//a:b?x=1?2&y=%00z' })]).toEqual([
    ['x', '1?2'],
    ['y', 'z'],
  ]);
  expect([...queryOf({ originalUrl: '/' })]).toEqual([]);
});

test('so many are at work, so many wait, and the next is sent away; who leaves lets the first in', async () => {
  const places = openSemaphore({ at_work: 2, waiting: 1, patience: 60_000 });
  const [one, two] = [await places.take(), await places.take()];
  const third = places.take();

  expect([typeof one, typeof two]).toEqual(['function', 'function']);
  expect(places.count()).toEqual({ at_work: 2, waiting: 1 });
  expect(await places.take()).toBeUndefined();
  one!();
  one!();
  const leave = await third;
  expect(places.count()).toEqual({ at_work: 2, waiting: 0 });
  leave!();
  two!();
  expect(places.count()).toEqual({ at_work: 0, waiting: 0 });
});

test('who takes a place without waiting makes the others wait until there is one again', async () => {
  const places = openSemaphore({ at_work: 1, waiting: 5, patience: 60_000 });
  const [one, two] = [places.takeNow(), places.takeNow()];
  let isIn = false;
  const third = places.take().then((leave) => ((isIn = true), leave));

  one();
  await Promise.resolve();
  expect([isIn, places.count()]).toEqual([false, { at_work: 1, waiting: 1 }]);
  two();
  (await third)!();
  expect(places.count()).toEqual({ at_work: 0, waiting: 0 });
});

test('who has left does not wait, nor does who has waited too long', async () => {
  vi.useFakeTimers();
  try {
    const places = openSemaphore({ at_work: 1, waiting: 5, patience: 1000 });
    await places.take();
    const gone = new AbortController();
    const [leaves, waits] = [places.take(gone.signal), places.take()];
    gone.abort();
    expect(await leaves).toBeUndefined();
    expect(await places.take(gone.signal)).toBeUndefined();
    expect(places.count()).toEqual({ at_work: 1, waiting: 1 });
    vi.advanceTimersByTime(999);
    expect(places.count().waiting).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await waits).toBeUndefined();
    expect(places.count()).toEqual({ at_work: 1, waiting: 0 });
  } finally {
    vi.useRealTimers();
  }
});
