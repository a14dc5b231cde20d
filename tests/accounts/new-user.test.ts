// tests/accounts/new-user.test.ts: a new user is told by letter and chooses the password; no letter holds one.
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { startBlog } from '../blog.ts';
import { passwordRoutes } from './password-routes.ts';

const site = await startBlog();
const { db } = site.blog;
const chief = await site.hasUser({ role: 'administrator', login: 'chief' });
const agent = await site.signIn(chief);
const add = (login: string, fields: object) =>
  agent
    .post('/admin/users/add')
    .type('form')
    .send({ login, email: `${login}@example.com`, display_name: `The ${login}`, role: 'author', ...fields });
const emailsTo = (login: string) => db('letters').where({ to_address: `${login}@example.com` });
const linkIn = (body: string) => /(http:\/\/\S+\/reset-password\S+)/.exec(body)![1]!;
const { setPassword: choose, signIn } = passwordRoutes(site);

test('the letter leads to a password of one’s own, within three days', async () => {
  const form = await agent.get('/admin/users');
  const added = await add('nora', { password: '', send_user_notification: '1' });
  const list = await agent.get('/admin/users');
  const [letter] = await emailsTo('nora');
  const before = await signIn('nora', '');
  site.setTime('2026-08-04T08:59:00Z');
  const page = await site.request.get(linkIn(letter.body).replace('http://blog.example', ''));
  const chosen = await choose(linkIn(letter.body), 'a word of her own');

  expect(form.text).toMatch(/name="send_user_notification" value="1" checked/);
  expect(added.status).toBe(303);
  expect(list.text).toContain('nora gets an email with a link to choose a password.');
  expect(letter.body).toContain('User name: nora');
  expect(before).toBe(422);
  expect(page.text).toContain('Choose a new password');
  expect(chosen.status).toBe(200);
  expect(await signIn('nora', 'a word of her own')).toBe(303);
});

test('after three days the link is void, and an administrator sends another', async () => {
  site.setTime('2026-08-01T09:00:00Z');
  await add('late', { send_user_notification: '1' });
  const [first] = await emailsTo('late');
  site.setTime('2026-08-04T09:00:01Z');
  const late = await choose(linkIn(first.body), 'a word of his own');
  const { id } = await db('users').where({ login: 'late' }).first();

  const sent = await agent.post(`/admin/users/${id}/send-password-link`);
  const letter = (await emailsTo('late').orderBy('id')).at(-1);
  const chosen = await choose(linkIn(letter.body), 'a word of his own');

  expect([late.status, sent.status, chosen.status]).toEqual([403, 303, 200]);
  expect(await signIn('late', 'a word of his own')).toBe(303);
});

test('a password given by the administrator is in no letter, and without a letter one must be given', async () => {
  const given = 'chosen by the chief';
  const told = await add('told', { password: given, send_user_notification: '1' });
  const quiet = await add('quiet', { password: given });
  const without = await add('without', { password: '' });

  expect([told.status, quiet.status, without.status]).toEqual([303, 303, 422]);
  expect(without.text).toContain('Please use at least 8 characters.');
  expect(await emailsTo('quiet')).toEqual([]);
  const [letter] = await emailsTo('told');
  expect(letter.body + letter.subject).not.toContain(given);
  expect([await signIn('told', given), await signIn('quiet', given)]).toEqual([303, 303]);
});

test(
  'one network that tries many names is slowed down; others sign in meanwhile (IPv6: a /64)',
  { timeout: 90_000 },
  async () => {
    const site = await startBlog({ TRUST_PROXY: '1' });
    await site.hasUser({ login: 'owner', password_hash: await hashPassword('the owner’s word') });
    const from = async (ip: string, log: string, pwd: string) =>
      (await site.request.post('/login').set('X-Forwarded-For', ip).type('form').send({ log, pwd })).status;
    const statuses = [];
    for (let tries = 0; tries < 41; tries += 1) {
      statuses.push(await from(`2001:db8:1:2::${tries + 1}`, `name${tries}`, 'wrong'));
    }

    const inside = await from('2001:db8:1:2:ffff::9', 'owner', 'the owner’s word');
    const outside = await from('2001:db8:1:3::9', 'owner', 'the owner’s word');

    expect(statuses.slice(0, 40)).toEqual(Array(40).fill(422));
    expect([statuses[40], inside, outside]).toEqual([429, 429, 303]);
  },
);
