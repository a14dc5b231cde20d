// tests/accounts/two-factor.test.ts: the code after the password: set up, asked, refused, lost, reset.
import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import type { User } from '../../src/accounts/user.ts';
import { userCommand } from '../../src/setup/user-command.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const password = 'a long and quiet afternoon';
const hash = await hashPassword(password);
let minutes = 0;

type Agent = ReturnType<typeof site.agent>;
const send = (agent: Agent, path: string, fields: object) => agent.post(path).type('form').send(fields);
const codeNow = (secret: string) => {
  const epoch = Math.floor(site.blog.now().getTime() / 1000);
  return generateSync({ secret, epoch });
};
/** Each test has minutes of its own, as codes are good once. */
const later = () => {
  minutes += 20;
  site.setTime(new Date(Date.parse('2026-08-01T09:00:00Z') + minutes * 60_000).toISOString());
};
const hasPerson = (login: string, role: User['role'] = 'author') =>
  site.hasUser({ login, role, password_hash: hash });
const giveName = (agent: Agent, login: string, fields: object = {}) =>
  send(agent, '/login', { log: login, pwd: password, ...fields });
const alertIn = (html: string) => /role="alert">([^<]+)</.exec(html)?.[1];

/** Sets the second factor up through the screens. */
async function hasTwoFactor(user: User): Promise<{ agent: Agent; secret: string; codes: string[] }> {
  const agent = await site.signIn(user);
  await send(agent, '/admin/profile/two-factor/begin', { proof: password });
  const screen = await agent.get('/admin/profile/two-factor');
  const secret = /class="secret">([A-Z2-7 ]+)</.exec(screen.text)![1]!.replaceAll(' ', '');
  const done = await send(agent, '/admin/profile/two-factor/confirm', { code: codeNow(secret) });
  const codes = [...done.text.matchAll(/<code>([\w-]+)<\/code>/g)].map(([, code]) => code!);
  later();
  return { agent, secret, codes };
}

test('it is set up with the picture or the key, and holds only after a right code', async () => {
  const user = await hasPerson('vera');
  const [agent, other] = [await site.signIn(user), await site.signIn(user)];

  const wrongPassword = await send(agent, '/admin/profile/two-factor/begin', { proof: 'wrong' });
  await send(agent, '/admin/profile/two-factor/begin', { proof: password });
  const screen = await agent.get('/admin/profile/two-factor');
  const secret = /class="secret">([A-Z2-7 ]+)</.exec(screen.text)![1]!.replaceAll(' ', '');
  const meanwhile = await giveName(site.agent(), 'vera');
  const wrong = await send(agent, '/admin/profile/two-factor/confirm', { code: '000000' });
  const done = await send(agent, '/admin/profile/two-factor/confirm', { code: codeNow(secret) });
  const afterwards = await giveName(site.agent(), 'vera');
  const again = await agent.get('/admin/profile/two-factor');

  expect(wrongPassword.status).toBe(422);
  expect(screen.text).toMatch(/role="img" aria-label="The key as a QR code"><svg /);
  expect(meanwhile.headers.location).toBe('/admin/');
  expect([wrong.status, done.status]).toEqual([422, 200]);
  expect(done.text.match(/<code>[\w-]{19}<\/code>/g)).toHaveLength(10);
  expect(afterwards.headers.location).toBe('/login/second-step');
  expect(again.text).toContain('10 of 10 recovery codes are left');
  expect(again.text).not.toContain(secret);
  expect((await agent.get('/admin/')).status).toBe(200);
  expect((await other.get('/admin/')).status).toBe(302);
});

test('the password alone opens nothing; the code leads on to where one wanted to go', async () => {
  const user = await hasPerson('willa');
  const { secret } = await hasTwoFactor(user);
  const agent = site.agent();

  const first = await giveName(agent, 'willa', { redirect_to: '/admin/posts' });
  const between = await agent.get('/admin/');
  const asked = await agent.get('/login/second-step');
  const wrong = await send(agent, '/login/second-step', { authcode: '123' });
  const second = await send(agent, '/login/second-step', { authcode: codeNow(secret) });

  expect(first.headers.location).toBe('/login/second-step');
  expect(between.status).toBe(302);
  expect(asked.text).toContain('Code of your authenticator app');
  expect(wrong.status).toBe(422);
  expect(alertIn(wrong.text)).toContain('not right');
  expect(second.headers.location).toBe('/admin/posts');
  expect((await agent.get('/admin/')).status).toBe(200);
});

test('a code is good once, even for two at the same moment', async () => {
  const user = await hasPerson('xenia');
  const { secret } = await hasTwoFactor(user);
  const [one, two, three] = [site.agent(), site.agent(), site.agent()];
  await giveName(one, 'xenia');
  await giveName(two, 'xenia');
  await giveName(three, 'xenia');
  const authcode = codeNow(secret);

  const both = await Promise.all([one, two].map((agent) => send(agent, '/login/second-step', { authcode })));
  const replayed = await send(three, '/login/second-step', { authcode });

  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422]);
  expect(replayed.status).toBe(422);
});

test('recovery codes open once each, are kept as hashes, and can be made anew', async () => {
  const user = await hasPerson('yara');
  const { agent, codes, secret } = await hasTwoFactor(user);
  const enter = async (authcode: string) => {
    const browser = site.agent();
    await giveName(browser, 'yara');
    return (await send(browser, '/login/second-step', { authcode })).status;
  };

  const first = await enter(codes[0]!.toUpperCase());
  const twice = await enter(codes[0]!);
  const renewed = await send(agent, '/admin/profile/two-factor/renew', { proof: codeNow(secret) });
  const old = await enter(codes[1]!);
  const fresh = await enter(/<code>([\w-]{19})<\/code>/.exec(renewed.text)![1]!);

  expect([first, twice, old, fresh]).toEqual([303, 422, 422, 303]);
  const kept: string[] = await db('recovery_codes').where({ user_id: user.id }).pluck('hash');
  expect(kept).toHaveLength(9);
  expect(kept.every((one) => /^[0-9a-f]{64}$/.test(one))).toBe(true);
});

test('codes are not guessed: few tries, and a right password forgives none of them', async () => {
  const user = await hasPerson('zoe');
  const { secret } = await hasTwoFactor(user);
  const agent = site.agent();
  await giveName(agent, 'zoe');
  const statuses = [];

  for (let tries = 0; tries < 7; tries += 1) {
    statuses.push((await send(agent, '/login/second-step', { authcode: '000000' })).status);
  }
  await giveName(agent, 'zoe');
  const right = await send(agent, '/login/second-step', { authcode: codeNow(secret) });
  const points = (await db('rate_limits').where('key', 'like', 'login_pair:%').max('points as most'))[0]!
    .most;
  await db('rate_limits').where('key', 'like', 'code_%').delete();
  const later = await send(agent, '/login/second-step', { authcode: codeNow(secret) });

  expect(statuses).toEqual([...Array(6).fill(422), 429]);
  expect(right.status).toBe(429);
  expect(Number(points)).toBeGreaterThanOrEqual(2);
  expect(later.status).toBe(303);
});

test('waiting for the code ends after ten minutes, and with the password that began it', async () => {
  const user = await hasPerson('abel');
  const { secret } = await hasTwoFactor(user);
  const [slow, old] = [site.agent(), site.agent()];
  await giveName(slow, 'abel');
  later();
  const tooLate = await send(slow, '/login/second-step', { authcode: codeNow(secret) });
  await giveName(old, 'abel');
  const other = await hashPassword('another long word');
  await db('users').where({ id: user.id }).update({ password_hash: other });

  const changed = await send(old, '/login/second-step', { authcode: codeNow(secret) });
  const never = await send(site.agent(), '/login/second-step', { authcode: codeNow(secret) });

  expect([tooLate.status, changed.status, never.status]).toEqual([403, 403, 403]);
  expect(tooLate.text).toContain('sign in again from the beginning');
});

test('a form sent after its session had ended asks for the code too, and nothing of it is lost', async () => {
  const user = await hasPerson('bela', 'editor');
  const { secret } = await hasTwoFactor(user);
  const agent = site.agent();
  const typed = { title: 'Written for an hour', content: 'Every word of it', act: 'draft' };

  const asked = await send(agent, '/admin/posts/save', typed);
  const named = await send(agent, '/admin/posts/save', { ...typed, log: 'bela', pwd: password });
  const between = await db('posts').where({ title: typed.title });
  const wrong = await send(agent, '/admin/posts/save', { ...typed, authcode: '000000' });
  const saved = await send(agent, '/admin/posts/save', { ...typed, authcode: codeNow(secret) });

  expect(asked.text).toContain('name="pwd"');
  expect(named.text).toContain('name="authcode"');
  expect(named.text).not.toContain(password);
  expect(named.text).toContain('value="Every word of it"');
  expect(between).toEqual([]);
  expect(alertIn(wrong.text)).toContain('not right');
  expect(wrong.text).toContain('value="Every word of it"');
  expect(saved.status).toBe(303);
  expect(await db('posts').where({ title: typed.title })).toHaveLength(1);
});

test('switching it off asks for password or code, and is told by mail', async () => {
  const user = await hasPerson('cleo');
  const { agent } = await hasTwoFactor(user);

  const wrong = await send(agent, '/admin/profile/two-factor/end', { proof: 'wrong' });
  const done = await send(agent, '/admin/profile/two-factor/end', { proof: password });

  expect([wrong.status, done.status]).toEqual([422, 303]);
  expect((await giveName(site.agent(), 'cleo')).headers.location).toBe('/admin/');
  expect(await db('two_factors').where({ user_id: user.id })).toEqual([]);
  expect(await db('recovery_codes').where({ user_id: user.id })).toEqual([]);
  const [letter] = await db('letters').where({ to_address: user.email });
  expect(letter.subject).toContain('Two-factor sign-in was switched off');
});

test('an administrator resets it for somebody who lost it, not for oneself; so does the command line', async () => {
  const chief = await hasPerson('chief', 'administrator');
  const { agent } = await hasTwoFactor(chief);
  const [one, two] = [await hasPerson('dora'), await hasPerson('emil')];
  const { agent: author } = await hasTwoFactor(one);
  await hasTwoFactor(two);

  const screen = await agent.get(`/admin/users/${one.id}`);
  const own = await agent.post(`/admin/users/${chief.id}/two-factor/reset`);
  const byAuthor = await author.post(`/admin/users/${two.id}/two-factor/reset`);
  const done = await agent.post(`/admin/users/${one.id}/two-factor/reset`);
  const code = await userCommand.run(site.blog, ['two-factor-off', 'emil']);

  expect(screen.text).toContain('Reset two-factor sign-in');
  expect([own.status, byAuthor.status, done.status, code]).toEqual([403, 403, 303, 0]);
  expect((await giveName(site.agent(), 'dora')).headers.location).toBe('/admin/');
  expect((await giveName(site.agent(), 'emil')).headers.location).toBe('/admin/');
  const [letter] = await db('letters').where({ to_address: one.email });
  expect(letter.body).toContain('switched off by chief');
});
