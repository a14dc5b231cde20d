// tests/start/strangers.test.ts: requests that no browser sends: forged heads, two lengths, trickling bodies, cron calls.
import net from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { listen } from '../../src/listen.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
/** The same, but it looks at the speed of a body five times a second. */
const hasty = await startBlog({}, { body_limits: { slow_bytes: 1000, slow_ms: 200 } });
const port = Number(new URL(site.address).port);

test('log lines hold no line breaks, addresses or texts of readers (E7)', async () => {
  const post = await site.hasPost();
  const forged = ['%0d%0aInjected:%20yes', '%0aforged=line', '%00', '%e2%80%a8level=60', '"}%0a{"level":60'];
  for (const path of forged) await site.request.get(`/${path}?email=ada@example.com&s=secret-words`);
  await say(`GET /x\r\n forged HTTP/1.1\r\nHost: a\r\n\r\n`);
  await site.request
    .post('/wp-comments-post.php')
    .set('User-Agent', 'agent ada@example.com')
    .set('X-Forwarded-For', '203.0.113.9')
    .type('form')
    .send({ comment_post_ID: post.id, author: 'Ada L', email: 'ada@example.com', comment: 'secret-words' });
  site.blog.log.error({ err: await failingQuery() }, 'a query failed');

  const requests = site.logged.filter(({ msg }) => msg === 'request');
  expect(requests.length).toBeGreaterThan(forged.length);
  const lines = site.logged.map((line) => JSON.stringify(line));
  expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/ada@example|secret-words|Ada L|203\.0\.113|"ip"|cookie/i);
  expect(lines.join('\n')).toContain('23505');
});

test.each([
  ['two kinds of length', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcd'],
  ['an unknown coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['a space before the colon', 'Content-Length : 4\r\n\r\nabcd'],
  ['a folded head', 'Content-Length: 4\r\n X: y\r\n\r\nabcd'],
])('a request with %s is refused, with one answer (E8)', async (_what, rest) => {
  const smuggled = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n';

  const heard = await say(`POST /login HTTP/1.1\r\nHost: a\r\n${rest}${smuggled}`);

  expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
});

test('calls for cron are answered at once and start no job (E5)', async () => {
  const jobs = () => site.blog.db('graphile_worker._private_jobs').count().first();
  await site.work();
  const before = await jobs();

  const { spent } = await processorTime(async () => {
    for (let call = 0; call < 200; call++)
      expect((await site.request.get(`/wp-cron.php?doing_wp_cron=${call}`)).text).toBe('');
  });

  expect(spent / 200).toBeLessThan(50);
  expect(await jobs()).toEqual(before);
});

test('a trickling body is cut off with a sentence; one that is merely slow arrives (B18)', async () => {
  const post = await hasty.hasPost();

  const [trickling, slow] = await Promise.all([send(post.id, 2, 40), send(post.id, 600, 20)]);

  expect(trickling).toMatch(/^HTTP\/1\.1 408 [^]*came in too slowly[^]*xx<\/textarea>/);
  expect(slow).toMatch(/^HTTP\/1\.1 303 /);
});

test('a trickling body that no door reads is cut off without a word (B18)', async () => {
  const heard = await new Promise<string>((resolve) => {
    let text = '';
    const socket = net.connect(Number(new URL(hasty.address).port), '127.0.0.1');
    socket.write('POST /nothing-here HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx');
    socket.on('data', (more) => (text += String(more)));
    socket.on('error', () => {});
    socket.once('close', () => resolve(text));
  });

  expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404']);
});

test('the server waits for bodies as long as they come, but not for heads (B18, B19)', async () => {
  const config = { ...site.blog.config, PORT: 0, HOST: '127.0.0.1' };
  const server = await listen(config, (_req, res) => void res.end());
  afterAll(() => void server.close());

  expect(server).toMatchObject({ requestTimeout: 0, headersTimeout: 20_000 });
});

test('many trickling connections do not keep a reader waiting (B19)', async () => {
  const held = Array.from({ length: 200 }, () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /wp-comments-post.php HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n');
    socket.write('Content-Type: application/x-www-form-urlencoded\r\n\r\ncomment=');
    return socket;
  });
  await site.request.get('/healthz');

  const { spent } = await processorTime(async () => {
    for (let visit = 0; visit < 20; visit++) expect((await site.request.get('/')).status).toBe(200);
  });

  expect(spent / 20).toBeLessThan(300);
  expect(held.every(({ destroyed }) => !destroyed)).toBe(true);
  for (const socket of held) socket.destroy();
});

/** Sends raw bytes and hears everything that comes back. */
function say(words: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(words));
    socket.on('data', (more) => (heard += String(more)));
    socket.on('error', () => {});
    socket.once('close', () => resolve(heard));
  });
}

/** Comments with so many bytes every 20 ms, so many times; gives what is heard until the line is closed. */
function send(post_id: number, bytes: number, times: number): Promise<string> {
  const fields = `comment_post_ID=${post_id}&author=Ada&email=ada%40example.com&comment=`;
  return new Promise((resolve) => {
    let heard = '';
    let sent = 0;
    const socket = net.connect(Number(new URL(hasty.address).port), '127.0.0.1');
    socket.write('POST /comments HTTP/1.1\r\nHost: a\r\nConnection: close\r\n');
    socket.write('Content-Type: application/x-www-form-urlencoded\r\n');
    socket.write(`Content-Length: ${fields.length + bytes * times}\r\n\r\n${fields}`);
    const timer = setInterval(() => {
      if (sent++ < times) socket.write('x'.repeat(bytes));
    }, 20);
    socket.on('data', (more) => (heard += String(more)));
    socket.on('error', () => {});
    socket.once('close', () => {
      clearInterval(timer);
      resolve(heard);
    });
  });
}

async function failingQuery(): Promise<unknown> {
  const user = await site.hasUser({ email: 'ada@example.com' });
  return site.blog
    .db('users')
    .insert({ ...user, login: 'ada@example.com', meta: {} })
    .catch((error: unknown) => error);
}
