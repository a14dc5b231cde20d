// tests/accounts/register.test.ts: people make accounts of their own, when the owner lets them, and learn nothing of others.
import { beforeEach, expect, test } from 'vitest';
import { membership } from '../../src/accounts/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { passwordRoutes } from './password-routes.ts';

const site = await startBlog();
const { db } = site.blog;
const { setPassword, signIn } = passwordRoutes(site);
const ask = (user_login: string, fields: object = {}, path = '/register') =>
  site.request
    .post(path)
    .type('form')
    .send({ user_login, user_email: `${user_login}@example.com`, ...fields });
const emailsTo = (email: string) => db('letters').where({ to_address: email }).orderBy('id');
const userOf = (login: string) => db('users').where({ login }).first();

beforeEach(async () => {
  await db('rate_limits').delete();
  await saveSettings(db, membership, { users_can_register: true, default_role: 'subscriber' });
});

test('the letter leads to a password, and in', async () => {
  const door = await site.request.get('/wp-login.php?action=register');
  const form = await site.request.get('/register');
  const asked = await ask('nora');
  const before = await signIn('nora', '');
  const [letter] = await emailsTo('nora@example.com');
  const link = /(http:\/\/\S+\/reset-password\S+)/.exec(letter.body)![1]!;
  await setPassword(link, 'a word of her own');

  expect(door.headers.location).toBe('/register');
  expect(form.text).toContain('name="user_email"');
  expect((await site.request.get('/login')).text).toContain('href="/register"');
  expect(asked.status).toBe(200);
  expect(before).toBe(422);
  expect(await signIn('nora', 'a word of her own')).toBe(303);
  expect(await userOf('nora')).toMatchObject({ role: 'subscriber', email: 'nora@example.com' });
});

test('it is closed at first, and every door says so', async () => {
  await db('settings').where({ name: 'users_can_register' }).delete();
  await saveSettings(db, membership, { default_role: 'author' });

  const answers = [
    await site.request.get('/register'),
    await ask('early'),
    await ask('early', {}, '/wp-login.php?action=register'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(answers[0]!.text).toContain('Nobody can register on this site at present.');
  expect((await site.request.get('/login')).text).not.toContain('/register');
  expect(await userOf('early')).toBeUndefined();
});

test('nobody learns whose email or name is known; the owner of the mailbox does', async () => {
  await site.hasUser({ login: 'keeper', email: 'keeper@example.com', role: 'administrator' });

  const unknown = await ask('fresh');
  const email = await ask('other', { user_email: 'KEEPER@example.com' });
  const name = await ask('keeper', { user_email: 'thief@example.com' });
  const [told] = await emailsTo('keeper@example.com');
  const [numbered] = await emailsTo('thief@example.com');

  expect([email.status, name.status]).toEqual([200, 200]);
  expect([email.text, name.text]).toEqual([unknown.text, unknown.text]);
  expect(told.body).toContain('You have one already');
  expect(told.body).not.toContain('reset-password');
  expect(numbered.body).toMatch(/User name: keeper-\d{6}/);
  expect(await userOf('other')).toBeUndefined();
  expect(await userOf('keeper')).toMatchObject({ email: 'keeper@example.com', role: 'administrator' });
});

test('the role is the owner’s choice, whatever the form says; none that reaches others’ texts', async () => {
  await saveSettings(db, membership, { default_role: 'contributor' });
  await ask('climber', { role: 'administrator', default_role: 'administrator', user_role: 'editor' });
  const chief = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const page = await chief.get('/admin/settings/general');
  const typed = Object.fromEntries(
    [...page.text.matchAll(/name="(\w+)" type="(?:text|email|number)" value="([^"]*)"/g)].map((found) =>
      found.slice(1, 3),
    ),
  ) as Record<string, string>;
  const whole = { ...typed, timezone_string: 'UTC', start_of_week: '1', users_can_register: '1' };
  const send = (default_role: string) =>
    chief
      .post('/admin/settings/general')
      .type('form')
      .send({ ...whole, default_role });

  expect(await userOf('climber')).toMatchObject({ role: 'contributor' });
  expect([(await send('administrator')).status, (await send('editor')).status]).toEqual([422, 422]);
  expect((await send('author')).status).toBe(303);
  await ask('writer');
  expect(await userOf('writer')).toMatchObject({ role: 'author' });
});

test('what is no name or no email is refused, and an email is no name', async () => {
  const answers = [
    await ask('', { user_email: 'a@example.com' }),
    await ask('bad', { user_email: 'no address' }),
    await ask('victim@example.org', { user_email: 'b@example.com' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(answers[1]!.text).toContain('value="bad"');
  expect(answers[2]!.text).toContain('holds no @');
});

test('programs that fill every field get the same answer and nothing else', async () => {
  const person = await ask('person');
  const program = await ask('program', { website_url: 'https://pills.example/' });

  expect([program.status, program.text]).toEqual([200, person.text]);
  expect(await userOf('program')).toBeUndefined();
  expect(await emailsTo('program@example.com')).toEqual([]);
});

test('one network asks a few times, one mailbox gets two letters, other sites’ forms nothing', async () => {
  for (const name of ['one', 'two', 'three']) await ask(name, { user_email: 'flooded@example.com' });
  const letters = await emailsTo('flooded@example.com');
  const answers = [await ask('four'), await ask('five'), await ask('six')];
  const foreign = await site.request
    .post('/register')
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ user_login: 'seven', user_email: 'seven@example.com' });

  expect(letters.length).toBe(2);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[2]!.text).toContain('value="six"');
  expect(foreign.status).toBe(403);
  expect(await userOf('six')).toBeUndefined();
});
