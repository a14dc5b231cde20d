// tests/base/assets.test.ts: what pages load of the project: addresses that tell the content, for a year, compressed.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const root = path.resolve(import.meta.dirname, '../..');
const site = await startBlog();
const post = await site.hasPost();
const page = await site.request.get(`/2026/08/01/${post.slug}/`);
const loaded = [...page.text.matchAll(/(?:href|src)="(\/public\/[^"]+\.(?:css|js))"/g)].map(([, at]) => at!);
const sheet = loaded.find((at) => at.includes('/css/site'))!;
const script = loaded.find((at) => at.includes('/js/comments'))!;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
}

/** As it comes over the line: other clients unpack it. */
function ask(at: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = http.request(site.address + at, { method, headers }, (res) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('end', () =>
        resolve({ status: res.statusCode!, headers: res.headers, bytes: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject).end();
  });
}

test('every script and sheet of a page is named by its content and kept for a year', async () => {
  const answers = await Promise.all(loaded.map((at) => ask(at)));

  expect(loaded.length).toBeGreaterThan(5);
  for (const [index, { status, headers }] of answers.entries()) {
    expect(loaded[index]).toMatch(/^\/public\/(css|js)\/[\w-]+-[A-Z0-9]{8}\.(css|js)$/);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(headers['content-type']).toMatch(/^text\/(css|javascript); charset=utf-8$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  }
});

test('no template names a script or a sheet by an address that stays when it changes', () => {
  const views = fs.readdirSync(path.join(root, 'views'), { recursive: true, encoding: 'utf8' });
  const fixed = views
    .filter((file) => file.endsWith('.ejs'))
    .filter((file) =>
      /["']\/public\/(css|js)\//.test(fs.readFileSync(path.join(root, 'views', file), 'utf8')),
    );
  expect(fixed).toEqual([]);
});

test.each([
  ['br, gzip', 'br', zlib.brotliDecompressSync],
  ['gzip, deflate, br', 'br', zlib.brotliDecompressSync],
  ['gzip', 'gzip', zlib.gunzipSync],
  ['gzip;q=1, br;q=0', 'gzip', zlib.gunzipSync],
])('a browser that takes “%s” gets %s', async (accepted, coding, unpack) => {
  for (const at of [sheet, script]) {
    const plain = await ask(at);
    const packed = await ask(at, { 'Accept-Encoding': accepted });

    expect(packed.headers['content-encoding']).toBe(coding);
    expect(packed.headers.vary).toMatch(/Accept-Encoding/);
    expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(Number(packed.headers['content-length'])).toBe(packed.bytes.length);
    expect(unpack(packed.bytes)).toEqual(plain.bytes);
  }
});

test.each(['', 'identity', 'deflate', 'br;q=0'])(
  'a browser that takes “%s” gets the bytes as they are',
  async (accepted) => {
    const answer = await ask(sheet, accepted ? { 'Accept-Encoding': accepted } : {});

    expect(answer.status).toBe(200);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toMatch(/Accept-Encoding/);
    expect(answer.bytes.toString()).toContain('--main');
  },
);

test('HEAD has the same headers and no bytes; what a browser has is not sent again', async () => {
  const packed = { 'Accept-Encoding': 'br' };
  const whole = await ask(sheet, packed);
  const head = await ask(sheet, packed, 'HEAD');
  const again = await ask(sheet, { ...packed, 'If-None-Match': whole.headers.etag! });
  const other = await ask(sheet, { 'If-None-Match': whole.headers.etag! });

  expect([head.status, head.bytes.length]).toEqual([200, 0]);
  expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  expect(head.headers['content-encoding']).toBe('br');
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  // The plain form is another one, with a tag of its own.
  expect(other.status).toBe(200);
});

test('a part can be asked for; one behind the end is refused in words, not in a compressed page', async () => {
  const whole = await ask(sheet, { 'Accept-Encoding': 'gzip' });
  const part = await ask(sheet, { 'Accept-Encoding': 'gzip', Range: 'bytes=10-19' });
  const behind = await ask(sheet, { 'Accept-Encoding': 'gzip', Range: 'bytes=9999999-' });

  expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${whole.bytes.length}`]);
  expect(part.bytes).toEqual(whole.bytes.subarray(10, 20));
  expect(behind.status).toBe(416);
  expect(behind.headers['content-encoding'] ?? 'none').toBe('none');
  expect(behind.headers['cache-control'] ?? '').not.toMatch(/immutable/);
});

test.each(['css/site.css', 'css/comments.css', 'js/comments.js', 'js/site.js', 'js/embed-frame.js'])(
  'the plain name %s of the build leads to the same bytes, for a minute',
  async (name) => {
    const answer = await ask(`/public/${name}`, { 'Accept-Encoding': 'br' });
    const manifest = JSON.parse(
      fs.readFileSync(path.join(root, 'dist/public/manifest.json'), 'utf8'),
    ) as Record<string, string>;
    const built = await ask(`/public/${manifest[name]}`, { 'Accept-Encoding': 'br' });
    const again = await ask(`/public/${name}`, {
      'Accept-Encoding': 'br',
      'If-None-Match': answer.headers.etag!,
    });

    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'public, max-age=60']);
    expect(answer.bytes).toEqual(built.bytes);
    expect(again.status).toBe(304);
  },
);

test('what is no asset is not there, and nothing is written to one', async () => {
  const gone = [
    '/public/css/site-AAAAAAAA.css',
    '/public/manifest.json',
    '/public/.built',
    '/public/css/../../../package.json',
    '/public/css/%2e%2e/%2e%2e/package.json',
    `${sheet}.br`,
    '/public/js/',
  ];
  const answers = await Promise.all(gone.map((at) => ask(at, { 'Accept-Encoding': 'br' })));
  const posted = await ask(sheet, {}, 'POST');

  for (const [index, { status, headers }] of answers.entries()) {
    expect([gone[index], status]).toEqual([gone[index], 404]);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['cache-control'] ?? '').not.toMatch(/immutable/);
  }
  expect(posted.status).toBeGreaterThanOrEqual(400);
});

test('other public files keep their names, for an hour', async () => {
  const icon = await ask('/public/favicon.svg');
  expect([icon.status, icon.headers['cache-control']]).toEqual([200, 'public, max-age=3600']);
  expect(icon.headers['cross-origin-resource-policy']).toBe('cross-origin');
});
