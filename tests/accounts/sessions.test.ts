// tests/accounts/sessions.test.ts: where somebody is signed in, and signing out there from here.
import crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import type { User } from '../../src/accounts/user.ts';
import { sessionCookie, startBlog } from '../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const { db } = site.blog;
const password = 'a long and quiet afternoon';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

async function signInWith(user: User, agent: string, ip: string) {
  const browser = site.agent();
  await browser
    .post('/login')
    .set({ 'User-Agent': agent, 'X-Forwarded-For': ip })
    .type('form')
    .send({ log: user.login, pwd: password });
  return browser;
}

const hasPerson = async (login: string, role: User['role'] = 'author') =>
  site.hasUser({ login, role, password_hash: await hashPassword(password) });
const isIn = async (browser: ReturnType<typeof site.agent>) =>
  (await browser.get('/admin/profile')).status === 200;
const keysIn = (html: string) => [...html.matchAll(/name="session" value="(\w+)"/g)].map(([, key]) => key!);
const textIn = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('the profile lists the devices, and signs out one of them', async () => {
  const user = await hasPerson('lea');
  const here = await signInWith(user, firefox, '192.0.2.10');
  const telephone = await signInWith(user, safari, '198.51.100.20');
  const third = await signInWith(user, 'curl/8.5.0', '2001:db8::1');

  const profile = await here.get('/admin/profile');
  const key = /Safari on iPhone[\s\S]*?name="session" value="(\w+)"/.exec(profile.text)![1]!;
  const answer = await here.post('/admin/profile/sessions/end').type('form').send({ session: key });

  const text = textIn(profile.text);
  expect(text).toContain('Firefox on Linux This device 192.0.2.10');
  expect(text).toMatch(/Safari on iPhone 198\.51\.100\.20 August 1, 2026/);
  expect(text).toContain('2001:db8::1');
  expect(keysIn(profile.text)).toHaveLength(2);
  expect(answer.headers.location).toBe('/admin/profile#sessions');
  expect([await isIn(here), await isIn(telephone), await isIn(third)]).toEqual([true, false, true]);
});

test('the list shows a hash, never what opens the door', async () => {
  const user = await hasPerson('max');
  const here = await signInWith(user, firefox, '192.0.2.11');
  await signInWith(user, safari, '198.51.100.21');

  const { text } = await here.get('/admin/profile');

  const ids: string[] = await db('sessions').where({ user_id: user.id }).pluck('sid');
  const hashes = ids.map((sid) => crypto.createHash('sha256').update(sid).digest('hex'));
  expect(ids).toHaveLength(2);
  expect(ids.filter((sid) => text.includes(sid))).toEqual([]);
  expect(hashes.filter((hash) => text.includes(hash))).toHaveLength(1);
});

test('all others are signed out at once, but nobody else’s', async () => {
  const [user, other] = [await hasPerson('ida'), await hasPerson('otto')];
  const here = await signInWith(user, firefox, '192.0.2.12');
  const there = await signInWith(user, safari, '198.51.100.22');
  const others = await signInWith(other, safari, '198.51.100.23');
  const [theirs] = keysIn((await (await site.signIn(other)).get('/admin/profile')).text);

  const foreign = await here.post('/admin/profile/sessions/end').type('form').send({ session: theirs });
  const answer = await here.post('/admin/profile/sessions/end-others');
  const screen = await here.get('/admin/profile');

  expect([foreign.status, answer.status]).toEqual([303, 303]);
  expect(screen.text).toContain('signed out everywhere else: 1 device.');
  expect([await isIn(here), await isIn(there), await isIn(others)]).toEqual([true, false, true]);
});

test('an administrator signs somebody out everywhere; others may not', async () => {
  const [chief, user] = [await hasPerson('chief', 'administrator'), await hasPerson('lost')];
  const admin = await signInWith(chief, firefox, '192.0.2.13');
  const [one, two] = [await site.signIn(user), await site.signIn(user)];
  const path = `/admin/users/${user.id}`;

  const screen = await admin.get(path);
  const refused = await one.post(`/admin/users/${chief.id}/sign-out`);
  const answer = await admin.post(`${path}/sign-out`);
  const after = await admin.get(path);

  expect(textIn(screen.text)).toContain('On 2 devices.');
  expect([refused.status, answer.status]).toEqual([403, 303]);
  expect(textIn(after.text)).toContain('Nowhere at present.');
  expect([await isIn(admin), await isIn(one), await isIn(two)]).toEqual([true, false, false]);
});

test('a session that is ended while its form is on the way does not come back', async () => {
  const user = await hasPerson('quick', 'editor');
  const agent = await site.signIn(user);
  const waiting = async () => {
    const { rows } = await db.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%terms%'`,
    );
    return rows.length;
  };
  const hold = await db.transaction();
  await hold.raw('LOCK TABLE terms IN ACCESS EXCLUSIVE MODE');

  const sent = agent.post('/admin/tags/add').type('form').send({ name: 'Otter' }).then();
  await expect.poll(waiting).toBe(1);
  await db('sessions').where({ user_id: user.id }).delete();
  await hold.rollback();
  const answer = await sent;

  expect(answer.status).toBe(303);
  expect(await db('sessions').where({ user_id: user.id })).toEqual([]);
});

test('reading writes nothing; a session used again after ten minutes lasts two weeks from then, and so does its cookie', async () => {
  const user = await hasPerson('daily');
  const browser = site.agent();
  await browser.post('/login').type('form').send({ log: user.login, pwd: password, rememberme: 'forever' });
  const row = () =>
    db('sessions').where({ user_id: user.id }).first('expire', db.raw('xmin::text AS version'));
  const begun = await row();

  const soon = await browser.get('/admin/profile');
  const read = await row();
  await db('sessions')
    .where({ user_id: user.id })
    .update({ expire: db.raw(`expire - interval '11 minutes'`) });
  const later = await browser.get('/admin/profile');
  const moved = await row();

  expect([soon.status, later.status]).toEqual([200, 200]);
  expect(read).toEqual(begun);
  expect(soon.get('Set-Cookie')).toBeUndefined();
  expect(later.get('Set-Cookie')?.join()).toContain('Max-Age=1209600;');
  expect(moved.expire.getTime()).toBeGreaterThanOrEqual(begun.expire.getTime());
});

test('a cookie with another signature, and the session of one that has passed, open nothing', async () => {
  const user = await hasPerson('forged');
  const good = await sessionCookie(site.blog, user);
  const old = await sessionCookie(site.blog, user);
  const opens = async (cookie: string) =>
    (await site.request.get('/admin/profile').set('Cookie', cookie)).status;

  const statuses = [
    await opens(good),
    await opens(good.replace(/.(?=.$)/, (one) => (one === 'A' ? 'B' : 'A'))),
    await opens(good.replace(/\..*$/, '')),
    await opens(good.replace(/s%3A.*\./, 's%3A.')),
    await opens(good.replace(/=.*/, '=s%3A')),
    await opens(good.replace(/=.*/, '=')),
  ];
  await db('sessions')
    .where({ user_id: user.id })
    .update({ expire: db.raw(`now() - interval '1 second'`) });
  const passed = await opens(old);

  expect(statuses).toEqual([200, 302, 302, 302, 302, 302]);
  expect(passed).toBe(302);
});

test('a session from before the sign-in is worth nothing after it, and signing out ends it on the server', async () => {
  const [user, victim] = [await hasPerson('planter'), await hasPerson('victim')];
  const planted = await sessionCookie(site.blog, user);

  const answer = await site.request
    .post('/login')
    .set('Cookie', planted)
    .type('form')
    .send({ log: victim.login, pwd: password });
  const [own] = answer.get('Set-Cookie')![0]!.split(';');
  const before = await site.request.get('/admin/profile').set('Cookie', planted);
  const inside = await site.request.get('/admin/profile').set('Cookie', own!);
  await site.request.post('/logout').set('Cookie', own!);
  const outside = await site.request.get('/admin/profile').set('Cookie', own!);

  expect(own).not.toBe(planted);
  expect([before.status, inside.status, outside.status]).toEqual([302, 200, 302]);
});
