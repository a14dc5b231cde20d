// tests/accounts/lost-password.test.ts: a new password by letter.
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';
import { passwordRoutes } from './password-routes.ts';

const site = await startBlog();
const { db } = site.blog;
const linkIn = (body: string) => /(http:\/\/\S+)/.exec(body)![1]!;
const lastEmail = () => db('letters').orderBy('id', 'desc').first();
let number = 0;

async function somebody() {
  number += 1;
  const password_hash = await hashPassword('the old long word');
  return site.hasUser({ login: `forgot${number}`, password_hash });
}

const ask = (user_login: string, headers: Record<string, string> = {}) =>
  site.request.post('/lost-password').set(headers).type('form').send({ user_login });
const { setPassword: set, signIn } = passwordRoutes(site);

test('the letter leads to a new password, once; it names the site’s own address whatever the request says (D7)', async () => {
  const user = await somebody();
  const old = await site.signIn(user);

  await ask(user.email, {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example',
  });
  const letter = await lastEmail();
  const link = linkIn(letter.body);
  const page = await site.request.get(link.replace('http://blog.example', ''));
  const short = await set(link, 'short');
  const changed = await set(link, 'the new long word');
  const again = await set(link, 'a third long word');

  expect(letter).toMatchObject({ to_address: user.email });
  expect(letter.body).not.toContain('evil');
  expect(link).toMatch(/^http:\/\/blog\.example\/reset-password\?user=\d+&token=[\w-]{43}$/);
  expect(page.text).toContain('Choose a new password');
  expect([short.status, changed.status, again.status]).toEqual([422, 200, 403]);
  expect([
    await signIn(user.login, 'the old long word'),
    await signIn(user.login, 'the new long word'),
  ]).toEqual([422, 303]);
  expect((await old.get('/admin/')).status).toBe(302);
});

test('the link ends after an hour, with a newer letter, and with a change of password or email (D7)', async () => {
  const user = await somebody();
  await ask(user.login);
  const first = linkIn((await lastEmail()).body);
  await ask(user.login);
  const second = linkIn((await lastEmail()).body);
  const older = await set(first, 'the new long word');
  site.setTime('2026-08-01T10:00:01Z');
  const late = await set(second, 'the new long word');
  const other = await somebody();
  await ask(other.login);
  const third = linkIn((await lastEmail()).body);

  const own = await site.signIn(other);
  await own
    .post('/admin/profile/save')
    .type('form')
    .send({ display_name: 'O', email: 'new@example.com', password: 'the old long word' });
  const changed = await set(third, 'the new long word');

  expect([older.status, late.status, changed.status]).toEqual([403, 403, 403]);
  expect(await signIn(user.login, 'the old long word')).toBe(303);
});

test('one link used twice at the same moment sets one password', async () => {
  const user = await somebody();
  await ask(user.login);
  const link = linkIn((await lastEmail()).body);

  const both = await Promise.all([set(link, 'the first long word'), set(link, 'the other long word')]);

  expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
});

test('nobody learns which names there are, and nobody’s mailbox is flooded (D5, D17)', async () => {
  const user = await somebody();
  const before = await db('letters');

  const known = await ask(user.login);
  const unknown = await ask('nobody-of-this-name');
  await ask(user.login);
  await ask(user.login);
  let refused = 0;
  for (let tries = 0; tries < 10; tries += 1) refused = (await ask(`guess${tries}`)).status;

  expect(unknown.text).toBe(known.text);
  expect((await db('letters')).length - before.length).toBe(2);
  expect(refused).toBe(429);
});

test('strangers who guess do not keep the owner of the mailbox out; who was in is out, programs stay in', async () => {
  await db('rate_limits').delete();
  const { id, login } = await somebody();
  const strangers = Array.from({ length: 9 }, () => signIn(login, 'guessed'));
  await Promise.all(strangers);
  const shut = await signIn(login, 'the old long word');
  const hash = 'of some program';
  await db('application_passwords').insert({ user_id: id, name: 'Pen', hash, created_at: site.blog.now() });
  const thief = await site.signIn(
    (await db('users').where({ id }).first()) as Parameters<typeof site.signIn>[0],
  );
  await ask(login);

  const changed = await set(linkIn((await lastEmail()).body), 'the new long word');

  expect(shut).toBe(429);
  expect(changed.text).toContain('application passwords of programs, still hold');
  expect(await signIn(login, 'the new long word')).toBe(303);
  expect((await thief.get('/admin/')).status).toBe(302);
  expect(await db('application_passwords').where({ user_id: id }).pluck('name')).toEqual(['Pen']);
});
