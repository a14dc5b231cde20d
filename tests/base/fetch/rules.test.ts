// tests/base/fetch/rules.test.ts: how long a host asks to wait, which hosts may be asked besides the public ones, what is tried again.
import { expect, test } from 'vitest';
import { readAllowed } from '../../../src/base/fetch/allow-list.ts';
import { type FetchProblem, fetchError, isFinal } from '../../../src/base/fetch/fetch.ts';
import { retryAfter } from '../../../src/base/fetch/retry-after.ts';

test.each<[string, number]>([
  ['0', 0],
  ['30', 30_000],
  ['86400', 86_400_000],
  ['86401', 86_400_000],
  ['Sat, 01 Aug 2026 09:02:00 GMT', 120_000],
  ['Sat, 01 Aug 2026 08:00:00 GMT', 0],
  ['Mon, 01 Aug 2050 00:00:00 GMT', 86_400_000],
  ['soon', 0],
  ['-5', 0],
  ['', 0],
])('“Retry-After: %s” asks for %i ms', (given, ms) => {
  expect(retryAfter({ headers: { 'retry-after': given } }, new Date('2026-08-01T09:00:00Z'))).toBe(ms);
});

test('an answer without Retry-After asks for nothing', () => {
  expect(retryAfter({ headers: {} }, new Date())).toBe(0);
});

test('FETCH_ALLOW: ports from 1 to 65535, spaces around, several ports of a host, a host of one letter', () => {
  const allowed = readAllowed([
    ' Intranet:65535 ',
    'intranet:1',
    'x',
    '10.0.0.1',
    '[::1]',
    '192.168.0.0/16:8443',
  ]);

  expect([1, 2, 65_534, 65_535].map((port) => allowed.host('intranet', port))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect([allowed.host('x', 1), allowed.host('y', 1)]).toEqual([true, false]);
  expect(['10.0.0.0', '10.0.0.1', '10.0.0.2'].map((one) => allowed.address(one, 5))).toEqual([
    false,
    true,
    false,
  ]);
  expect(['::1', '::2', '0.0.0.1'].map((one) => allowed.address(one, 5))).toEqual([true, false, false]);
  expect([8443, 8444].map((port) => allowed.address('192.168.7.7', port))).toEqual([true, false]);
  expect(allowed.address('no address', 8443)).toBe(false);
  for (const entry of ['intranet:0', 'intranet:65536', '10.0.0.1:0', '10.0.0.0/8:65536', '', 'x-'])
    expect(() => readAllowed([entry]), entry).toThrow(/FETCH_ALLOW/);
});

test('a later try mends what may have been an accident, and nothing else', () => {
  const final = (problem: FetchProblem) => isFinal(fetchError(problem, 'x'));

  expect((['refused_address', 'bad_url', 'wrong_type', 'too_large'] as const).map(final)).toEqual(
    Array(4).fill(true),
  );
  expect((['unreachable', 'timeout', 'too_many_redirects'] as const).map(final)).toEqual(
    Array(3).fill(false),
  );
});
