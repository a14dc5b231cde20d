// tests/linkbacks/hostile-sources.test.ts: what sources do to a blog that looks at them, and the reason the moderator reads.
import http, { type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createSafeFetch } from '../../src/base/fetch/safe-fetch.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

// What stands inside the network and must never be asked.
let sung = 0;
const canary = await serve((_req, res) => {
  sung += 1;
  res.end('inside');
});

let post: Post;
let link = '';
let sent = 0;
let drops = 0;
const html = { 'content-type': 'text/html' };
const to =
  (location: string): RequestListener =>
  (_req, res) =>
    void res.writeHead(302, { location }).end();
const page =
  (text: () => string, headers: object = html): RequestListener =>
  (_req, res) =>
    void res.writeHead(200, { ...headers }).end(text());
const gigabyte = 2 ** 30;

/** As fast as the other side takes it, up to ten gigabytes. */
function pour(res: ServerResponse, part: Buffer, headers: object): void {
  res.writeHead(200, { ...html, ...headers });
  const more = () => {
    while (!res.destroyed && sent < 10 * gigabyte) {
      sent += part.length;
      if (!res.write(part)) return;
    }
  };
  res.on('drain', more);
  more();
}

const zeros = zlib.gzipSync(Buffer.alloc(16 * 2 ** 20));
const answers: Record<string, RequestListener> = {
  '/never': page(() => '<p>Nothing about you.</p>'),
  '/comment': page(() => `<!-- <a href="${link}">x</a> -->`),
  '/words': page(() => `<p>${link}</p><script>"<a href='${link}'>"</script>`),
  '/deep': page(() => `${'<div>'.repeat(20_000)}<a href="${link}">x</a>`),
  '/body': (_req, res) => pour(res, Buffer.alloc(65_536, 'x'), {}),
  // Each part is a whole member, and the members together are one file (RFC 1952, section 2.2).
  '/gzip': (_req, res) => pour(res, zeros, { 'content-encoding': 'gzip' }),
  '/broken-gzip': page(() => 'no gzip at all', { ...html, 'content-encoding': 'gzip' }),
  '/packed': page(() => link, { ...html, 'content-encoding': 'compress' }),
  '/drip': (_req, res) => {
    res.writeHead(200, html);
    const timer = setInterval(() => {
      drops += 1;
      res.write('.');
    }, 1000);
    res.on('close', () => clearInterval(timer));
  },
  '/reset': (req) => req.socket.destroy(),
  '/headers': (_req, res) => void res.writeHead(200, { ...html, 'x-long': 'x'.repeat(200_000) }).end(),
  '/circle': to('/circle'),
  '/hops': (req, res) =>
    void res.writeHead(302, { location: `/hops?${Number(req.url!.slice(6)) + 1}` }).end(),
  '/picture': page(() => link, { 'content-type': 'image/png' }),
  '/program': page(() => `<a href="${link}">x</a>`, { 'content-type': 'application/octet-stream' }),
  '/charset': page(() => '<p>x</p>', { 'content-type': 'text/html; charset="\'; DROP TABLE posts' }),
  '/charset-unknown': page(() => '<p>x</p>', { 'content-type': 'text/html; charset=x-klingon' }),
  '/error': (_req, res) => void res.writeHead(500, html).end(`<a href="${link}">x</a>`),
  '/gone': (_req, res) => void res.writeHead(410, html).end(`<a href="${link}">x</a>`),
  '/true': page(() => `<a href="${link}">x</a>`, { 'content-type': 'text/html; charset=x-klingon' }),
};
const port = await serve((req, res) => {
  const { pathname } = new URL(req.url!, 'http://x');
  const inside = /^\/to\/(.*)$/.exec(req.url!)?.[1];
  if (pathname === '/again') to(`http://rebind.example:${port}/again`)(req, res);
  else if (inside) to(decodeURIComponent(inside))(req, res);
  else answers[pathname]?.(req, res);
});
const elsewhere = `http://127.0.0.1:${port}`;

const site = await startBlog({ FETCH_ALLOW: `127.0.0.1:${port}` });
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const moderator = await site.signIn(await site.hasUser({ role: 'administrator' }));

/** A source is named; what the moderator has of it afterwards. */
async function name(source: string) {
  // The limits on haste stay out of the way.
  site.setTime(new Date(site.blog.now().getTime() + 120_000).toISOString());
  post = await site.hasPost();
  link = `http://blog.example${await permalink(site.blog, post)}`;
  sent = 0;
  const memory = process.memoryUsage().rss;
  const answer = await site.request.post('/webmention').type('form').send({ source, target: link });
  await site.work();
  expect(answer.status).toBe(201);
  const [comment] = await site.blog.db<Comment>('comments').where({ post_id: post.id });
  const list = await moderator.get(`/admin/comments?status=spam&post=${post.id}`);
  return {
    status: comment!.status,
    list: list.text,
    grown: process.memoryUsage().rss - memory,
  };
}
const inside = (address: string) => `${elsewhere}/to/${encodeURIComponent(address)}`;
const refused = 'the source was not fetched: this address may not be reached from here';

test.each([
  ['never links', `${elsewhere}/never`, 'no link to the post'],
  ['links in a comment of the page only', `${elsewhere}/comment`, 'no link to the post'],
  ['has the address in words and scripts only', `${elsewhere}/words`, 'no link to the post'],
  ['nests without end', `${elsewhere}/deep`, 'the source could not be read'],
  ['leads to this machine', inside(`http://127.0.0.1:${canary}/`), refused],
  ['leads to this machine by name', inside(`http://localhost:${canary}/`), refused],
  ['leads to this machine in IPv6', inside(`http://[::1]:${canary}/`), refused],
  ['leads to this machine as one number', inside(`http://2130706433:${canary}/`), refused],
  ['leads to this machine in hexadecimals', inside(`http://0x7f.1:${canary}/`), refused],
  ['leads to this machine, mapped', inside(`http://[::ffff:127.0.0.1]:${canary}/`), refused],
  ['leads to this machine through NAT64', inside(`http://[64:ff9b::7f00:1]:${canary}/`), refused],
  ['leads to this machine through 6to4', inside(`http://[2002:7f00:1::]:${canary}/`), refused],
  ['leads into the network', inside('http://10.0.0.1/'), refused],
  ['leads into the network in IPv6', inside('http://[fd00::1]/'), refused],
  ['leads to the data of the machine', inside('http://169.254.169.254/latest/meta-data/'), refused],
  ['leads to another port', inside('http://93.184.216.34:25/'), refused],
  ['leads to a file', inside('file:///etc/passwd'), 'not fetched: not an http or https address'],
  ['leads to itself for ever', `${elsewhere}/circle`, 'not fetched: more than 5 redirects'],
  ['leads on for ever', `${elsewhere}/hops?1`, 'not fetched: more than 5 redirects'],
  ['is a picture', `${elsewhere}/picture`, 'not fetched: of the type image/png'],
  ['is a program', `${elsewhere}/program`, 'not fetched: of the type application/octet-stream'],
  ['has a broken charset', `${elsewhere}/charset`, 'no link to the post'],
  ['has a charset that nobody knows', `${elsewhere}/charset-unknown`, 'no link to the post'],
  ['is no gzip although it says so', `${elsewhere}/broken-gzip`, 'not fetched: no answer'],
  ['is packed as nobody asked for', `${elsewhere}/packed`, 'not fetched: packed in a way'],
  ['hangs up', `${elsewhere}/reset`, 'not fetched: no answer'],
  ['has headers without end', `${elsewhere}/headers`, 'not fetched: no answer'],
  ['fails', `${elsewhere}/error`, 'the source answered 500'],
  ['is gone', `${elsewhere}/gone`, 'the source answered 410'],
])('a source that %s is spam, and the reason is told', async (_case, source, reason) => {
  const { status, list } = await name(source);

  expect(status).toBe('spam');
  expect(list).toContain(reason);
  expect(sung).toBe(0);
});

test.each([
  ['ten gigabytes', '/body'],
  ['ten gigabytes in a gzip', '/gzip'],
])('a source of %s is read to its first part, within bounds (C12)', async (_case, path) => {
  const { status, list, grown } = await name(elsewhere + path);

  expect(status).toBe('spam');
  expect(list).toContain('no link to the post in its first part');
  // What fits into the buffers between the two.
  expect(sent).toBeLessThan(64 * 2 ** 20);
  expect(grown).toBeLessThan(150 * 2 ** 20);
});

test('a source that drips a byte a second is left after ten seconds (C12)', async () => {
  const { status, list } = await name(`${elsewhere}/drip`);

  expect(status).toBe('spam');
  expect(list).toContain('not fetched: the answer took too long');
  // One a second.
  expect(drops).toBeLessThanOrEqual(10);
}, 30_000);

test('a source whose name means another address at the second look is refused then (C3)', async () => {
  const given = ['127.0.0.1', '10.0.0.1'];
  const asked: string[] = [];
  const fetchNormally = site.blog.fetch;
  site.blog.fetch = createSafeFetch({
    allow: [`127.0.0.1:${port}`],
    user_agent: 'Quillback',
    resolve: (host) => {
      asked.push(host);
      return Promise.resolve([{ address: given[asked.length - 1] ?? '10.0.0.1', family: 4 }]);
    },
  });

  const { status, list } = await name(`http://rebind.example:${port}/again`);
  site.blog.fetch = fetchNormally;

  expect(asked).toEqual(['rebind.example', 'rebind.example']);
  expect(status).toBe('spam');
  expect(list).toContain(refused);
});

test('after all that, a page that does link is shown, whatever its charset', async () => {
  const { status } = await name(`${elsewhere}/true`);

  expect(status).toBe('approve');
});

async function serve(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
