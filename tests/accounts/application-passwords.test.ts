// tests/accounts/application-passwords.test.ts: programs sign in with passwords of their own, and people do not.
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import type { Role } from '../../src/accounts/user.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog({ SITE_URL: 'https://blog.example', TRUST_PROXY: '1' });
const { db } = site.blog;
const password = 'a long and quiet afternoon';
const password_hash = await hashPassword(password);
const screen = '/admin/profile/application-passwords';
const door = '/wp-json/wp/v2/users/me';

const hasPerson = (login: string, role: Role = 'author') => site.hasUser({ login, role, password_hash });
const ask = (login: string, secret: string, { ip = '192.0.2.1', path = door } = {}) =>
  site.request.get(path).set('X-Forwarded-For', ip).auth(login, secret);

/** A signed-in browser; over HTTPS the client would keep its cookie to itself. */
async function browserOf(login: string) {
  const user = await db('users').where({ login }).first();
  const agent = await site.signIn(user);
  return {
    get: (path: string) => agent.get(path),
    send: (path: string, fields: object = {}) => agent.post(path).type('form').send(fields),
  };
}

async function makes(login: string, name: string): Promise<string> {
  const { send } = await browserOf(login);
  const answer = await send(`${screen}/add`, { name, proof: password });
  return /class="secret">([^<]+)</.exec(answer.text)![1]!;
}

test('a password is made once more proven, shown once, and kept as a hash', async () => {
  await hasPerson('ada');
  const { get, send } = await browserOf('ada');

  const unproven = await send(`${screen}/add`, { name: 'Desk editor', proof: 'wrong' });
  const nameless = await send(`${screen}/add`, { name: ' ', proof: password });
  const made = await send(`${screen}/add`, { name: 'Desk editor', proof: password });
  const list = await get(screen);

  const [, secret] = /class="secret">([^<]+)</.exec(made.text)!;
  expect([unproven.status, nameless.status, made.status]).toEqual([422, 422, 200]);
  expect(secret).toMatch(/^[A-Za-z0-9]{4}( [A-Za-z0-9]{4}){5}$/);
  expect(list.text).toContain('Desk editor');
  expect(list.text).not.toContain(secret);
  const kept = JSON.stringify(await db('application_passwords'));
  expect(kept).toContain('Desk editor');
  expect(kept).not.toContain(secret!.replaceAll(' ', ''));
});

test('a program learns who it is, with WordPress’s fields, and its use is noted', async () => {
  const user = await hasPerson('bea', 'editor');
  const secret = await makes('bea', 'Telephone');

  const view = await ask('bea', secret, { ip: '198.51.100.4' });
  const edit = await ask('bea@example.com', secret.replaceAll(' ', ''), { path: `${door}?context=edit` });
  const some = await ask('bea', secret, { path: `/?rest_route=/wp/v2/users/me&_fields=id,slug` });
  const list = await (await browserOf('bea')).get(screen);

  expect(view.status).toBe(200);
  expect(view.headers['cache-control']).toBe('no-store');
  expect(view.body).toMatchObject({ id: user.id, name: 'bea', slug: 'bea-public' });
  expect(view.body).not.toHaveProperty('email');
  expect(edit.body).toMatchObject({
    username: 'bea',
    email: 'bea@example.com',
    roles: ['editor'],
    capabilities: { edit_others_posts: true, editor: true },
  });
  expect(edit.body.capabilities).not.toHaveProperty('manage_options');
  expect(some.body).toEqual({ id: user.id, slug: 'bea-public' });
  expect(list.text).toMatch(/August 1, 2026[^]*192\.0\.2\.1|198\.51\.100\.4/);
});

test('people’s passwords open nothing for programs, and programs’ nothing of the admin (D6)', async () => {
  await hasPerson('cem');
  await hasPerson('dan');
  const secret = await makes('cem', 'Telephone');

  const real = await ask('cem', password);
  const others = await ask('dan', secret);
  const unknown = await ask('nobody', secret);
  const none = await site.request.get(door);
  const form = await site.request.post('/login').type('form').send({ log: 'cem', pwd: secret });
  const admin = await site.request.get('/admin/').auth('cem', secret);
  const cookie = await (await browserOf('cem')).get(door);

  expect([real, others, unknown].map(({ status, body }) => [status, body.code])).toEqual(
    Array(3).fill([401, 'incorrect_password']),
  );
  expect(new Set([real, others, unknown].map(({ text }) => text)).size).toBe(1);
  expect([none.status, none.body.code]).toEqual([401, 'rest_not_logged_in']);
  expect([form.status, admin.status]).toEqual([422, 302]);
  expect(cookie.status).toBe(401);
});

test('one is withdrawn, or all, by their user or an administrator; somebody else’s stay', async () => {
  await hasPerson('eve');
  const chief = await hasPerson('chief', 'administrator');
  const [one, two, three] = [
    await makes('eve', 'One'),
    await makes('eve', 'Two'),
    await makes('eve', 'Three'),
  ];
  const own = await makes('chief', 'Own');
  const eve = await browserOf('eve');
  const uuid = /passwords\/([\w-]{36})\/revoke"><button aria-label="Revoke One,/.exec(
    (await eve.get(screen)).text,
  )![1];
  const [mine] = await db('application_passwords').where({ user_id: chief.id });
  const statuses = async () =>
    (await Promise.all([one, two, three].map((secret) => ask('eve', secret)))).map(({ status }) => status);

  await eve.send(`${screen}/${mine.uuid}/revoke`);
  await eve.send(`${screen}/${uuid}/revoke`);
  const afterOne = await statuses();
  const user = await db('users').where({ login: 'eve' }).first();
  const refused = await eve.send(`/admin/users/${chief.id}/application-passwords/revoke-all`);
  await (await browserOf('chief')).send(`/admin/users/${user.id}/application-passwords/revoke-all`);
  const afterAll = await statuses();

  expect(afterOne).toEqual([401, 200, 200]);
  expect(refused.status).toBe(403);
  expect(afterAll).toEqual([401, 401, 401]);
  expect((await ask('chief', own)).status).toBe(200);
});

test('guessing is slowed down at that address only, and the owner still signs in', async () => {
  await hasPerson('fay');
  const secret = await makes('fay', 'Telephone');
  const statuses = [];

  for (let tries = 0; tries < 9; tries += 1) {
    statuses.push((await ask('fay', `wrong${tries}`, { ip: '203.0.113.7' })).status);
  }
  const right = await ask('fay', secret, { ip: '203.0.113.7' });
  const elsewhere = await ask('fay', secret, { ip: '203.0.113.8' });
  const many = await Promise.all(Array.from({ length: 12 }, () => ask('fay', secret, { ip: '203.0.113.8' })));
  const owner = await site.request
    .post('/login')
    .set('X-Forwarded-For', '203.0.113.7')
    .type('form')
    .send({ log: 'fay', pwd: password });

  expect(statuses).toEqual([...Array(8).fill(401), 429]);
  expect([right.status, elsewhere.status, owner.status]).toEqual([429, 200, 303]);
  expect(many.map(({ status }) => status)).toEqual(Array(12).fill(200));
});

test('without HTTPS none is made and none is taken', async () => {
  const open = await startBlog();
  const user = await open.hasUser({ login: 'gil', password_hash });
  const agent = await open.signIn(user);

  const page = await agent.get(screen);
  const made = await agent.post(`${screen}/add`).type('form').send({ name: 'A', proof: password });
  const asked = await open.request.get(door).auth('gil', 'abcd EFGH 1234 abcd EFGH 1234');

  expect(page.text).toContain('not served over HTTPS');
  expect(page.text).not.toContain('Make a password');
  expect(made.status).toBe(403);
  expect([asked.status, asked.body.code]).toEqual([401, 'rest_not_logged_in']);
});

test.each(['Basic', 'Basic !!', 'Basic Og==', `Basic ${'A'.repeat(5000)}`, 'Bearer x', 'Basic AAAA'])(
  'odd credentials are no fault: %.20s',
  async (authorization) => {
    const answer = await site.request.get(door).set('Authorization', authorization);

    expect(answer.status).toBe(401);
    expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  },
);
