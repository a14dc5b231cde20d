// tests/accounts/doors.test.ts: the doors of an account at their bounds: addresses of WordPress, lengths, who sees what of a user.
import { expect, test } from 'vitest';
import { removeExpired } from '../../src/accounts/queries.ts';
import { passkeysWork } from '../../src/accounts/passkeys/passkey.ts';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const password = 'a long and quiet afternoon';
const ada = await site.hasUser({
  login: 'ada',
  role: 'administrator',
  password_hash: await hashPassword(password),
});
const desk = await site.signIn(ada);
const login = (fields: object) =>
  site.request
    .post('/login')
    .type('form')
    .send({ log: 'ada', pwd: password, ...fields });

test.each([
  ['/wp-login.php', '/login'],
  ['/wp-login.php?redirect_to=/a%20b', '/login?redirect_to=%2Fa%20b'],
  ['/wp-login.php?redirect_to=/a&redirect_to=/b', '/login'],
  ['/wp-login.php?action=logout', '/logout'],
  ['/wp-login.php?action=lostpassword', '/lost-password'],
  ['/wp-login.php?action=retrievepassword', '/lost-password'],
  ['/wp-login.php?action=register', '/register'],
  ['/wp-login.php?action=odd', '/login'],
  ['/wp-admin', '/admin/'],
  ['/wp-admin/index.php', '/admin/'],
  ['/wp-admin/post-new.php', '/admin/posts/new'],
  ['/wp-admin/post-new.php?post_type=page', '/admin/pages/new'],
  ['/wp-admin/edit.php', '/admin/posts'],
  ['/wp-admin/edit.php?post_type=page', '/admin/pages'],
  ['/wp-admin/edit.php?post_type=post', '/admin/posts'],
  ['/wp-admin/authorize-application.php', '/admin/authorize-application'],
  ['/wp-admin/authorize-application.php?app_name=a?b', '/admin/authorize-application?app_name=a?b'],
  ['/wp-admin/user-new.php', '/admin/users'],
  ['/wp-admin/edit-comments.php', '/admin/comments'],
  ['/wp-admin/upload.php', '/admin/media'],
])('%s leads to %s', async (address, to) => {
  const answer = await site.request.get(address);

  expect([answer.status, answer.headers.location]).toEqual([302, to]);
});

test.each<[string, object, object]>([
  ['log', { log: 'x'.repeat(254) }, { log: 'x'.repeat(255) }],
  ['redirect_to', { redirect_to: `/${'x'.repeat(1999)}` }, { redirect_to: `/${'x'.repeat(2000)}` }],
  ['rememberme', { rememberme: 'x'.repeat(20) }, { rememberme: 'x'.repeat(21) }],
])('the field %s may be so long and no longer', async (name, longest, longer) => {
  expect((await login(longest)).status).toBe(name === 'log' ? 422 : 303);
  expect((await login(longer)).status).toBe(400);
});

test('the sign-in is a page that nothing keeps, with a problem or without', async () => {
  const page = await site.request.get('/login');
  const wrong = await login({ pwd: 'wrong' });

  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
  expect([wrong.status, wrong.headers['cache-control']]).toEqual([422, 'no-store']);
});

test('who forgot a password gives a name, and the form for a new one is whole', async () => {
  const asked = (fields: object) => site.request.post('/lost-password').type('form').send(fields);
  const set = (fields: object) => site.request.post('/reset-password').type('form').send(fields);
  const whole = { user: String(ada.id), token: 'x'.repeat(100), password: 'a new long password' };

  expect((await asked({})).status).toBe(400);
  expect((await asked({ user_login: '  ' })).status).toBe(400);
  expect((await asked({ user_login: 'x'.repeat(255) })).status).toBe(400);
  expect((await asked({ user_login: 'x'.repeat(254) })).status).toBe(200);
  expect((await set({})).status).toBe(400);
  expect((await set({ ...whole, token: 'x'.repeat(101) })).status).toBe(400);
  expect((await set({ ...whole, password: 'x'.repeat(10_001) })).status).toBe(400);
  expect((await set(whole)).status).toBe(403);
  expect((await site.request.get('/reset-password')).status).toBe(404);
  expect((await site.request.get(`/reset-password?user=${ada.id}`)).status).toBe(403);
});

test.each([
  ['https://blog.example', true],
  ['http://blog.example', false],
  ['http://localhost:8080', true],
  ['http://blog.localhost', true],
  ['http://notlocalhost', false],
  ['https://192.0.2.7', false],
  ['https://[2001:db8::1]', false],
])('passkeys work at %s: %s', (url, work) => {
  expect(passkeysWork({ url })).toBe(work);
});

test('one’s own screen is the profile; another’s names its user and offers what an administrator may do', async () => {
  const bob = await site.hasUser({ login: 'bob' });
  const [own, other, asUser, none] = await Promise.all(
    ['/admin/profile', `/admin/users/${bob.id}`, `/admin/users/${ada.id}`, '/admin/users/999999'].map(
      (path) => desk.get(path),
    ),
  );

  expect([own!.status, other!.status, asUser!.status, none!.status]).toEqual([200, 200, 200, 404]);
  expect(own!.text).toMatch(/<h1[^>]*>Profile</);
  expect(other!.text).toMatch(/<h1[^>]*>User bob</);
  expect(asUser!.text).toMatch(/<h1[^>]*>Profile</);
  const offers = (html: string) => [html.includes('name="role"'), /\/delete"/.test(html)];
  expect(offers(other!.text)).toEqual([true, true]);
  expect(offers(own!.text)).toEqual([false, false]);
  expect(offers(asUser!.text)).toEqual([false, false]);
});

test('what is over is removed, what is not stays', async () => {
  const { db } = site.blog;
  const eve = await site.hasUser();
  await db('sessions').insert([
    { sid: 'over', sess: '{}', expire: db.raw("now() - interval '1 minute'") },
    { sid: 'open', sess: '{}', expire: db.raw("now() + interval '1 minute'") },
  ]);
  await db('rate_limits').insert([
    { key: 'over', points: 1, expire: new Date().getTime() - 60_000 },
    { key: 'open', points: 1, expire: new Date().getTime() + 60_000 },
  ]);
  await db('password_resets').insert([
    { user_id: ada.id, hash: 'over', expires_at: db.raw("now() - interval '1 minute'") },
    { user_id: eve.id, hash: 'open', expires_at: db.raw("now() + interval '1 minute'") },
  ]);

  await removeExpired(db);

  expect(await db('sessions').whereIn('sid', ['over', 'open']).pluck('sid')).toEqual(['open']);
  expect(await db('rate_limits').whereIn('key', ['over', 'open']).pluck('key')).toEqual(['open']);
  expect(await db('password_resets').whereIn('hash', ['over', 'open']).pluck('hash')).toEqual(['open']);
});
