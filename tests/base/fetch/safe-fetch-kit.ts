// tests/base/fetch/safe-fetch-kit.ts: a server of pages, and the safe fetcher that may reach it.
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { afterAll } from 'vitest';
import type { FetchProblem, FetchRequest } from '../../../src/base/fetch/fetch.ts';
import { createSafeFetch, type SafeFetchOptions } from '../../../src/base/fetch/safe-fetch.ts';

/** What `/drip` has sent, in pieces. */
export let drops = 0;

export const seen: http.IncomingHttpHeaders[] = [];
export const open = await serve((req, res) => {
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

export const base = `http://127.0.0.1:${open}`;
export const page: FetchRequest = { purpose: 'card' };
export const make = (options: Partial<SafeFetchOptions> = {}) =>
  createSafeFetch({
    allow: [`127.0.0.1:${open}`],
    user_agent: 'Quillback (+http://blog.example)',
    ...options,
  });
export const fetchPage = make();

export async function problem(answer: Promise<unknown>): Promise<FetchProblem> {
  return answer.then(
    () => 'none' as FetchProblem,
    (error: { problem: FetchProblem }) => error.problem,
  );
}

export async function serve(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
