// tests/start/killed-worker.test.ts: the process is killed while it looks at a source, and while it tells others: nothing is lost or doubled.
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { ownDatabase } from './own-database.ts';
import { blogIn, command, serve, temporaryFolder, until } from './process.ts';

const { url, db } = await ownDatabase('killed');

/** Another site: what comes first is held until the blog is dead, what comes then is answered. */
async function otherSite(answer: (path: string, res: ServerResponse) => void) {
  const came: { method: string; path: string; body: string }[] = [];
  const held: ServerResponse[] = [];
  const server = http.createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => void (body += text));
    req.on('end', () => {
      const path = req.url!;
      came.push({ method: req.method!, path, body });
      const isFirst = came.filter((one) => one.path === path).length === 1;
      if (isFirst && path !== '/page') held.push(res);
      else answer(path, res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came, held };
}
/** The blog comes back under its own address, so its port must not change. */
async function freePort(): Promise<string> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
const port = await freePort();
const html = { 'content-type': 'text/html' };
const env = {
  ...blogIn(temporaryFolder()),
  PORT: port,
  SITE_URL: `http://127.0.0.1:${port}`,
  FETCH_ALLOW: '127.0.0.1/32',
  DATABASE_URL: url,
  SETUP_TITLE: 'Killed',
  SETUP_USER: 'ada',
  SETUP_EMAIL: 'ada@example.com',
  SETUP_PASSWORD: 'correct horse battery',
};
const rows = async (sql: string) => (await db.query(sql)).rows as Record<string, unknown>[];
const linkbackJobs = () =>
  rows("SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier LIKE 'linkbacks%'");

test('what was in hand when the process was killed is done after the next start, once', async () => {
  const target = `http://127.0.0.1:${port}/?p=900`;
  const source = await otherSite(
    (_path, res) => void res.writeHead(200, html).end(`<a href="${target}">x</a>`),
  );
  let blog = await serve(env);
  await db.query(
    `INSERT INTO posts (id, type, status, title, slug, content, html, published_at, ping_status)
     VALUES (900, 'post', 'publish', 'Read', 'read', 'x', 'x', now(), 'open')`,
  );
  expect((await command(env, 'settings', 'set', 'comment_previously_approved', '0')).code).toBe(0);

  const answer = await fetch(`${blog.address}/webmention`, {
    method: 'POST',
    body: new URLSearchParams({ source: `${source.url}/entry`, target }),
  });
  await until(() => source.held.length === 1);
  blog.child.kill('SIGKILL');
  await blog.ended;
  const between = await rows('SELECT status FROM linkbacks WHERE post_id = 900');
  blog = await serve(env);
  await until(async () => (await rows('SELECT id FROM comments WHERE post_id = 900')).length > 0);
  await until(async () => (await linkbackJobs()).length === 0);

  expect(answer.status).toBe(201);
  expect(between).toEqual([{ status: 'unverified' }]);
  expect(await rows('SELECT type, status FROM comments WHERE post_id = 900')).toEqual([
    { type: 'webmention', status: 'approve' },
  ]);
  expect(await rows('SELECT status, checks FROM linkbacks WHERE post_id = 900')).toEqual([
    { status: 'verified', checks: 1 },
  ]);
  expect(await rows('SELECT comment_count FROM posts WHERE id = 900')).toEqual([{ comment_count: 1 }]);
  expect(source.came).toHaveLength(2);

  // The same while it tells two others of a link: one takes a webmention, one a trackback that it knows by then.
  const mentioned = await otherSite((path, res) => {
    if (path === '/page') res.writeHead(200, { ...html, link: '</hook>; rel=webmention' }).end();
    else res.writeHead(202).end();
  });
  const tracked = await otherSite((_path, res) => {
    const known = '<response><error>1</error><message>Already received.</message></response>';
    res.writeHead(200, { 'content-type': 'text/xml' }).end(known);
  });
  await db.query(
    `INSERT INTO posts (id, type, status, title, slug, content, html, published_at, to_ping)
     VALUES (901, 'post', 'publish', 'Told', 'told', 'x', $1, now(), $2)`,
    [`<p><a href="${mentioned.url}/page">x</a></p>`, `${tracked.url}/tb`],
  );
  await db.query("SELECT graphile_worker.add_job('announcement', $1::json)", [
    JSON.stringify({ name: 'post.saved', data: { post_id: 901 } }),
  ]);
  await until(() => mentioned.held.length === 1 && tracked.held.length === 1);
  blog.child.kill('SIGKILL');
  await blog.ended;
  blog = await serve(env);
  await until(async () => (await linkbackJobs()).length === 0);
  blog.child.kill('SIGTERM');
  await blog.ended;

  expect(
    await rows('SELECT protocol, status, tries FROM sent_linkbacks WHERE post_id = 901 ORDER BY protocol'),
  ).toEqual([
    { protocol: 'trackback', status: 'accepted', tries: 2 },
    { protocol: 'webmention', status: 'accepted', tries: 2 },
  ]);
  expect(await rows('SELECT to_ping, pinged FROM posts WHERE id = 901')).toEqual([
    { to_ping: '', pinged: `${tracked.url}/tb` },
  ]);
  const calls = mentioned.came.filter(({ path }) => path === '/hook').map(({ body }) => body);
  expect(calls).toEqual([calls[0], calls[0]]);
  expect(tracked.came).toHaveLength(2);
}, 180_000);
