// tests/site/shares.test.ts: readers, writers and those who work here have places of their own; nobody holds one idly.
import http from 'node:http';
import net from 'node:net';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { ask, comment, form, held, statuses, until } from './crowd.ts';

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

test('who finds no place for a comment gets the words back, and is told what the others do', async () => {
  const none = { at_work: 0, waiting: 0, patience: 100 };
  const site = await startBlog({}, { limits: { writers: none, entry: none, readers: none } });
  const post = await site.hasPost();

  const plain = await comment(site, post.id, 7);
  const withFile = await site.request
    .post('/comments')
    .field('comment', 'Words <with> a file')
    .attach('attachment', Buffer.alloc(3_000_000, 'a'), 'a.pdf');
  const script = await site.request.post('/attachments').attach('attachment', Buffer.alloc(1000), 'a.pdf');
  const [reading, signingIn] = [await ask(site, '/'), await ask(site, '/login')];

  expect([plain, withFile, script, reading, signingIn].map(({ status }) => status)).toEqual(
    Array(5).fill(503),
  );
  expect(plain.text).toContain('Many people are sending something at the moment.');
  expect(plain.text).toContain('>Words of reader 7</textarea>');
  expect(withFile.text).toContain('>Words &lt;with&gt; a file</textarea>');
  expect((script.body as { error: string }).error).toContain('Many people are sending something');
  expect(reading.text).toContain('Many people are reading at the moment.');
  expect(reading.text).not.toContain('Go back in your browser');
  expect(signingIn.text).toContain('Many people are signing in at the moment.');
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

test('strangers at the doors of the admin shut out nobody who works there, and a reader’s account is no key', async () => {
  const none = { at_work: 0, waiting: 0, patience: 100 };
  const site = await startBlog({}, { limits: { entry: none } });
  const [admin, reader] = [
    await site.signIn(await site.hasUser({ role: 'contributor' })),
    await site.signIn(await site.hasUser({ role: 'subscriber' })),
  ];
  await admin.get('/').expect(200);
  await reader.get('/').expect(200);

  const answers = await Promise.all([
    admin.get('/admin/profile'),
    reader.get('/admin/profile'),
    ask(site, '/admin/'),
    ask(site, '/login'),
    ask(site, '/'),
  ]);
  await admin.post('/logout');
  const afterwards = await admin.get('/admin/profile');

  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503, 200]);
  expect([afterwards.status]).toEqual([503]);
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
