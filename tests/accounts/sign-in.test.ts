// tests/accounts/sign-in.test.ts: signing in and out, and what keeps strangers from it.
import http from 'node:http';
import { expect, test } from 'vitest';
import { hashPassword, isRightPassword } from '../../src/accounts/passwords/password.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
const password = 'a long and quiet afternoon';
const ada = await site.hasUser({
  login: 'ada',
  email: 'ada@example.com',
  role: 'administrator',
  password_hash: await hashPassword(password),
});

const login = (agent = site.agent(), fields: object = {}) =>
  agent
    .post('/login')
    .type('form')
    .send({ log: 'ada', pwd: password, ...fields });

test('the right password opens the admin, and signing out closes it on the server (rule 16)', async () => {
  const agent = site.agent();

  const answer = await login(agent);
  const screen = await agent.get('/admin/');
  const [cookie] = answer.get('Set-Cookie')!;
  await agent.post('/logout');
  const replayed = await site.request.get('/admin/').set('Cookie', cookie!.split(';')[0]!);

  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/admin/');
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(screen.text).toContain('<h1>Dashboard</h1>');
  expect(replayed.status).toBe(302);
});

test('the email works as well as the name, at WordPress’s address too', async () => {
  const answer = await site
    .agent()
    .post('/wp-login.php')
    .type('form')
    .send({ log: 'ADA@example.com', pwd: password, rememberme: 'forever', redirect_to: '/admin/posts' });

  expect(answer.headers.location).toBe('/admin/posts');
});

test('WordPress’s addresses lead to ours', async () => {
  expect((await site.request.get('/wp-login.php')).headers.location).toBe('/login');
  expect((await site.request.get('/wp-admin/')).headers.location).toBe('/admin/');
  expect((await site.request.get('/admin/')).headers.location).toBe('/login?redirect_to=%2Fadmin%2F');
  expect((await site.request.get('/wp-admin/profile.php')).headers.location).toBe('/admin/profile');
  expect((await site.request.get('/.well-known/change-password')).headers.location).toBe('/admin/profile');
  expect((await site.request.get('/wp-admin/users.php')).headers.location).toBe('/admin/users');
});

test('a wrong name and a wrong password get the same words (D9)', async () => {
  const wrongName = await login(undefined, { log: 'nobody' });
  const wrongPassword = await login(undefined, { pwd: 'wrong' });

  const words = (text: string) => /role="alert">([^<]+)</.exec(text)?.[1];
  expect(wrongName.status).toBe(422);
  expect(words(wrongName.text)).toBe('This name and password do not belong together.');
  expect(words(wrongPassword.text)).toBe(words(wrongName.text));
});

test('a session planted before signing in is worth nothing afterwards (D10)', async () => {
  const agent = site.agent();
  const before = await login(agent);
  const planted = before.get('Set-Cookie')![0]!.split(';')[0]!;

  const after = await site.request
    .post('/login')
    .set('Cookie', planted)
    .type('form')
    .send({ log: 'ada', pwd: password });

  expect(after.get('Set-Cookie')![0]).not.toContain(planted);
  expect((await site.request.get('/admin/').set('Cookie', planted)).status).toBe(302);
});

test('a name or password that is no plain text is refused (D13)', async () => {
  const list = await site.request.post('/login').type('form').send('log=ada&log=bob&pwd=x');
  const object = await site.request.post('/login').type('form').send('log[a]=ada&pwd[b]=x');
  const json = await site.request.post('/login').send({ log: { $ne: 1 }, pwd: password });

  expect([list.status, object.status, json.status]).toEqual([400, 400, 400]);
});

test('a megabyte of password is refused before any work (D8)', async () => {
  const { spent, result } = await processorTime(() => login(undefined, { pwd: 'x'.repeat(1_048_576) }));

  expect(result.status).toBe(400);
  expect(result.text).toContain('too long');
  expect(spent).toBeLessThan(2000);
});

test('a form sent from another site is refused (A4)', async () => {
  const agent = await site.signIn(ada);

  const foreign = await agent.post('/logout').set('Origin', 'https://elsewhere.example');
  const hidden = await agent.post('/logout').set('Sec-Fetch-Site', 'cross-site');

  expect([foreign.status, hidden.status]).toEqual([403, 403]);
  expect((await agent.get('/admin/')).status).toBe(200);
});

test('guessing is slowed down per account and address, and ends by itself', async () => {
  await site.hasUser({ login: 'target', password_hash: await hashPassword(password) });
  const guess = (pwd: string) => login(undefined, { log: 'target', pwd });
  for (let tries = 0; tries < 8; tries += 1) await guess('wrong');

  const refused = await guess(password);
  await site.blog.db('rate_limits').update({ expire: Date.now() - 1 });
  const later = await guess(password);

  expect(refused.status).toBe(429);
  expect(refused.text).toMatch(/try again in \d+ minutes?/);
  expect(later.status).toBe(303);
});

test('many strangers guessing together do not keep the owner out of the usual place', async () => {
  const site = await startBlog({ TRUST_PROXY: '1' });
  await site.hasUser({ login: 'owner', password_hash: await hashPassword(password) });
  const from = (ip: string, pwd: string) =>
    site.request.post('/login').set('X-Forwarded-For', ip).type('form').send({ log: 'owner', pwd });
  await from('198.51.100.7', password);
  const [{ key }] = await site.blog.db('rate_limits').where('key', 'like', 'login_account:%');
  await site.blog.db('rate_limits').where({ key }).update({ points: 500 });

  const stranger = await from('203.0.113.9', password);
  const owner = await from('198.51.100.7', password);

  expect(stranger.status).toBe(429);
  expect(owner.status).toBe(303);
});

test('an unknown name takes as long as a known one (D9)', async () => {
  const stored = await hashPassword(password);
  const timed = async (hash: string | null) => {
    const { spent } = await processorTime(() => isRightPassword(hash, 'wrong'));
    return spent;
  };
  const known: number[] = [];
  const unknown: number[] = [];

  for (let pair = 0; pair < 15; pair += 1) {
    known.push(await timed(stored));
    unknown.push(await timed(null));
  }

  const median = (times: number[]) => times.toSorted((a, b) => a - b)[7]!;
  const ratio = median(unknown) / median(known);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.7);
});

test('a redirect waits until the session is saved: a quick browser finds its notice', async () => {
  const { db } = site.blog;
  const headers = {
    cookie: await sessionCookie(site.blog, ada),
    'content-type': 'application/x-www-form-urlencoded',
  };
  let head: http.IncomingMessage | undefined;
  const hold = await db.transaction();
  await hold('sessions').forUpdate().select('sid');
  const saveWaits = async () => {
    const { rows } = await db.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%sessions%'`,
    );
    return rows.length;
  };

  const sending = http.request(`${site.address}/admin/tags/add`, { method: 'POST', headers });
  const came = new Promise((resolve) => {
    sending.on('response', (answer) => resolve((head = answer.resume())));
  });
  sending.end('name=Herons');
  await expect.poll(saveWaits).toBe(1);
  await site.request.get('/healthz');
  const headBeforeSaving = head?.statusCode;
  await hold.rollback();
  await came;

  expect(headBeforeSaving).toBeUndefined();
  expect(head?.statusCode).toBe(303);
});
