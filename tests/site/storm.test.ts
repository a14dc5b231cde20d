// tests/site/storm.test.ts: more people than can be served: everyone gets the page or is told at once that it is busy.
import http from 'node:http';
import net from 'node:net';
import { expect, test } from 'vitest';
import { startBlog, type TestBlog } from '../blog.ts';

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** One request on a connection of its own, as of one reader. */
function ask(site: TestBlog, path: string, options: http.RequestOptions = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(site.address + path, { agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject).end(body);
  });
}

const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

function comment(site: TestBlog, post_id: number, number: number): Promise<Answer> {
  const words = {
    comment_post_ID: String(post_id),
    author: `Reader ${number}`,
    email: `reader${number}@example.com`,
    comment: `Words of reader ${number}`,
  };
  const headers = { ...form.headers, 'x-forwarded-for': `198.51.${number}.7` };
  return ask(site, '/wp-comments-post.php', { ...form, headers }, new URLSearchParams(words).toString());
}

const statuses = (answers: Answer[]) =>
  [...new Set(answers.map(({ status }) => status))].toSorted((a, b) => a - b);

/** Holds back every query of a table until it is let go. */
async function held(site: TestBlog, table: string) {
  const transaction = await site.blog.db.transaction();
  await transaction.raw('LOCK TABLE ?? IN ACCESS EXCLUSIVE MODE', [table]);
  return () => transaction.commit();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

test('500 readers and 20 who comment at once: a page or 503 at once for each, and every comment is kept', async () => {
  const site = await startBlog({ TRUST_PROXY: '1' });
  const post = await site.hasPost({ title: 'Much read', slug: 'much-read' });
  for (let number = 0; number < 20; number += 1) await site.hasComment({ post_id: post.id });
  const page = '/2026/08/01/much-read/';

  const letGo = await held(site, 'posts');
  let refusedSoFar = 0;
  const count = (answer: Answer) => ((refusedSoFar += Number(answer.status === 503)), answer);
  const reading = Array.from({ length: 500 }, () => ask(site, page).then(count));
  const writing = Array.from({ length: 20 }, (_, number) => comment(site, post.id, number));
  // 32 are being made and 64 wait for them; nobody else is kept waiting.
  await until(() => refusedSoFar >= 500 - 32 - 64);
  await letGo();
  const [read, written] = await Promise.all([Promise.all(reading), Promise.all(writing)]);

  expect(statuses(read)).toEqual([200, 503]);
  const refused = read.filter(({ status }) => status === 503);
  expect(refused.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
  expect(refused.every(({ text }) => text.includes('Many people are reading at the moment.'))).toBe(true);
  expect(statuses(written)).toEqual([303]);
  expect(
    await site.blog.db('comments').where({ post_id: post.id }).whereLike('content', 'Words of%'),
  ).toHaveLength(20);
  expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  const after = await Promise.all(Array.from({ length: 30 }, () => ask(site, page)));
  expect(statuses(after)).toEqual([200]);
});

const small = { at_work: 2, waiting: 1, patience: 60_000 };

test('readers who use up their places leave those of writers, of the admin and of health to others', async () => {
  const site = await startBlog({}, { limits: { readers: small } });
  const post = await site.hasPost({ title: 'Held' });
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  await admin.get('/admin/profile').expect(200);
  const letGo = await held(site, 'terms');

  const waiting = [1, 2, 3].map(() => ask(site, '/category/none/'));
  let busy = await ask(site, '/category/none/');
  // The first three are on their way in at the same time as the fourth.
  while (busy.status !== 503) busy = await ask(site, '/category/none/');
  const [health, style, profile, written] = await Promise.all([
    ask(site, '/healthz'),
    ask(site, '/public/css/site.css'),
    admin.get('/admin/profile'),
    comment(site, post.id, 1),
  ]);
  await letGo();
  const afterwards = await Promise.all(waiting);

  expect([health.status, style.status, profile.status, written.status]).toEqual([200, 200, 200, 303]);
  expect(statuses(afterwards)).toEqual([404]);
});

test('a cookie that nobody was given opens no other share', async () => {
  const site = await startBlog({}, { limits: { readers: small } });
  const letGo = await held(site, 'terms');
  const headers = { cookie: 'quillback_session=s%3Ainvented.signature' };

  const waiting = [1, 2, 3].map(() => ask(site, '/category/none/', { headers }));
  let busy = await ask(site, '/category/none/', { headers });
  while (busy.status !== 503) busy = await ask(site, '/category/none/', { headers });
  await letGo();

  expect(statuses(await Promise.all(waiting))).toEqual([404]);
});

test('who leaves the queue makes room in it', async () => {
  const limits = { readers: { at_work: 1, waiting: 1, patience: 60_000 } };
  const site = await startBlog({}, { limits });
  const letGo = await held(site, 'terms');
  const isFull = async () => {
    while ((await ask(site, '/category/none/')).status !== 503);
  };
  const first = ask(site, '/category/none/');
  const leaving = http.get(`${site.address}/category/none/`, { agent: false }).on('error', () => {});

  await isFull();
  leaving.destroy();
  await until(() => site.logged.some(({ aborted }) => aborted));
  const second = ask(site, '/category/none/');
  await isFull();
  await letGo();

  expect(statuses(await Promise.all([first, second]))).toEqual([404]);
});

test('who waits longer than the patience of a share is told so', async () => {
  const limits = { readers: { at_work: 1, waiting: 1, patience: 50 } };
  const site = await startBlog({}, { limits });
  const letGo = await held(site, 'terms');
  const first = ask(site, '/category/none/');

  const second = await ask(site, '/category/none/');
  await letGo();

  expect([second.status, (await first).status].toSorted((a, b) => a - b)).toEqual([404, 503]);
  expect((await ask(site, '/')).status).toBe(200);
});

test('a reader who takes the bytes slowly holds no place', async () => {
  const site = await startBlog({}, { limits: { readers: { at_work: 1, waiting: 0, patience: 100 } } });
  await site.hasPost({ slug: 'long', html: `<p>${'many words '.repeat(180_000)}</p>` });
  const socket = net.connect(Number(new URL(site.address).port), '127.0.0.1');
  socket.write('GET /2026/08/01/long/ HTTP/1.1\r\nHost: blog.example\r\n\r\n');
  await new Promise((resolve) => socket.once('readable', resolve));

  const other = await ask(site, '/');

  expect(other.status).toBe(200);
  socket.destroy();
});

test('a form that comes slowly holds no place either, and is taken when it is complete', async () => {
  const site = await startBlog(
    { TRUST_PROXY: '1' },
    { limits: { writers: { at_work: 1, waiting: 1, patience: 20_000 } } },
  );
  const post = await site.hasPost();
  const slow = http.request(`${site.address}/wp-comments-post.php`, { agent: false, ...form });
  const answered = new Promise<number>((resolve, reject) => {
    slow.on('response', (response) => resolve(response.resume().statusCode!)).on('error', reject);
  });
  slow.write(`comment_post_ID=${post.id}&author=Slow&email=slow%40example.com&comment=`);

  const other = await comment(site, post.id, 1);
  slow.end('At+last');

  expect(other.status).toBe(303);
  expect(await answered).toBe(303);
});

test('who finds all connections taken is told that it is busy, not that the database is away', async () => {
  const site = await startBlog();
  const { pool } = site.blog.db.client as { pool: { acquireTimeoutMillis: number } };
  const usual = pool.acquireTimeoutMillis;
  const taken = await Promise.all(Array.from({ length: 10 }, () => site.blog.db.transaction()));
  pool.acquireTimeoutMillis = 200;

  const page = await ask(site, '/');
  pool.acquireTimeoutMillis = usual;
  await Promise.all(taken.map((one) => one.rollback()));

  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('Many people are reading at the moment.');
  expect(page.text).not.toContain('The database does not answer');
  expect((await ask(site, '/')).status).toBe(200);
});
