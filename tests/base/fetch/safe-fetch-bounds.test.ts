// tests/base/fetch/safe-fetch-bounds.test.ts: how much the one way out takes, of what, and for how long; and what its owner allows.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAllowed } from '../../../src/base/fetch/allow-list.ts';
import { base, page, drops, make, fetchPage, problem } from './safe-fetch-kit.ts';

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
