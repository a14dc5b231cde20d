// tests/accounts/remember.test.ts: how long a sign-in lasts, and the bounds of what opens an account.
import crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, isRightPassword } from '../../src/accounts/passwords/password.ts';
import { verifyWordpressPassword } from '../../src/accounts/passwords/wordpress-password.ts';
import { deviceName } from '../../src/accounts/sessions/device.ts';
import { makeSetupToken, setupTokenIsGood, voidSetupToken } from '../../src/accounts/setup-token.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const secure = await startBlog({ SITE_URL: 'https://blog.example' });
const password = 'a long and quiet afternoon';
const password_hash = await hashPassword(password);
await site.hasUser({ login: 'ada', role: 'administrator', password_hash });
await secure.hasUser({ login: 'ada', role: 'administrator', password_hash });

const signIn = (blog: typeof site, fields: object = {}) =>
  blog.request
    .post('/login')
    .set({ Origin: blog.blog.url, 'User-Agent': `Agent/1 ${'x'.repeat(500)}` })
    .type('form')
    .send({ log: 'ada', pwd: password, ...fields });
const day = 86_400_000;
/** When the cookie ends, in days from now; undefined when it ends with the browser. */
const daysOf = (cookie: string) => {
  const expires = /; Expires=([^;]+)/.exec(cookie)?.[1];
  return expires === undefined ? undefined : (Date.parse(expires) - new Date().getTime()) / day;
};
/** When the newest session ends on the server, in days from now, and what it holds. */
const newest = async (blog: typeof site) => {
  const [row] = await blog.blog
    .db('sessions')
    .orderBy('expire', 'desc')
    .select('sess', blog.blog.db.raw('extract(epoch FROM expire - now()) / 86400 AS days'));
  await blog.blog.db('sessions').delete();
  return { days: Number(row.days), sess: row.sess as Record<string, string> };
};

test.each([
  ['http', site],
  ['https', secure],
] as const)(
  'under %s a sign-in lasts two weeks when that was asked for, else as long as the browser',
  async (_scheme, blog) => {
    const short = await signIn(blog);
    const shortRow = await newest(blog);
    const long = await signIn(blog, { rememberme: 'forever' });
    const longRow = await newest(blog);

    expect([short.status, long.status]).toEqual([303, 303]);
    expect(daysOf(short.get('Set-Cookie')!.join())).toBeUndefined();
    expect(shortRow.days).toBeGreaterThan(1.9);
    expect(shortRow.days).toBeLessThan(2.1);
    expect(daysOf(long.get('Set-Cookie')!.join())).toBeGreaterThan(13.9);
    expect(daysOf(long.get('Set-Cookie')!.join())).toBeLessThan(14.1);
    expect(longRow.days).toBeGreaterThan(13.9);
    expect(longRow.sess).toMatchObject({ signed_in_at: blog.blog.now().toISOString(), ip: '127.0.0.1' });
    expect(longRow.sess.user_agent).toHaveLength(400);
  },
);

test('under https a session cookie is set behind a proxy that does not name the scheme', async () => {
  const answer = await signIn(secure, { rememberme: 'forever' });

  expect(answer.get('Set-Cookie')!.join()).toMatch(/^__Host-quillback_session=.*; Secure/);
});

test('a reader gets no session, and a session that nobody knows opens nothing', async () => {
  const page = await site.request.get('/');
  const unknown = await site.request.get('/admin/').set('Cookie', 'quillback_session=s%3Aunknown.unknown');

  expect(page.get('Set-Cookie')).toBeUndefined();
  expect(unknown.status).toBe(302);
  expect(await site.blog.db('sessions').whereNull('user_id')).toEqual([]);
});

test('a session goes on for two days, or two weeks, from the last request', async () => {
  for (const [fields, days] of [
    [{}, 2],
    [{ rememberme: 'forever' }, 14],
  ] as const) {
    const cookie = (await signIn(site, fields)).get('Set-Cookie')![0]!.split(';')[0]!;
    await site.blog.db.raw("UPDATE sessions SET expire = now() + interval '1 hour'");
    await site.request.get('/admin/').set('Cookie', cookie);
    const { days: left } = await newest(site);

    expect(left).toBeGreaterThan(days - 0.1);
    expect(left).toBeLessThan(days + 0.1);
  }
});

test('a password has at most 4096 bytes, and the last one counts', async () => {
  const longest = 'é'.repeat(2047) + 'xy';
  const stored = await hashPassword(longest);

  expect(await isRightPassword(stored, longest)).toBe(true);
  expect(await isRightPassword(stored, `${longest.slice(0, -1)}z`)).toBe(false);
  await expect(hashPassword(`${longest}z`)).rejects.toMatchObject({ status: 400 });
  await expect(isRightPassword(stored, `${longest}z`)).rejects.toMatchObject({ status: 400 });
  await expect(isRightPassword(null, `${longest}z`)).rejects.toMatchObject({ status: 400 });
});

test('nobody’s password is right, not even the one behind the hash that stands in', async () => {
  for (const given of ['', 'nobody', 'password']) expect(await isRightPassword(null, given)).toBe(false);
});

test('thirty-two passwords are looked at together, one more is asked to come again, and then the places are free', async () => {
  const all = await Promise.allSettled(
    Array.from({ length: 33 }, () => isRightPassword(password_hash, 'wrong')),
  );
  const later = await isRightPassword(password_hash, password);

  expect(all.map(({ status }) => status)).toEqual([...Array(32).fill('fulfilled'), 'rejected']);
  expect(all.at(-1)).toMatchObject({
    reason: { status: 429, message: expect.stringContaining('signing in') },
  });
  expect(later).toBe(true);
});

/** As phpass makes it, with 2 ** power rounds. */
function portable(typed: string, power: number, salt = 'saltsalt'): string {
  const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const md5 = (...parts: (string | Buffer)[]) =>
    crypto
      .createHash('md5')
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest();
  let digest = md5(salt, typed);
  for (let round = 0; round < 2 ** power; round += 1) digest = md5(digest, typed);
  const bits = [...digest].reduce((sum, byte, at) => sum + (BigInt(byte) << BigInt(8 * at)), 0n);
  const letters = Array.from({ length: 22 }, (_, at) => alphabet[Number((bits >> BigInt(6 * at)) & 63n)]);
  return `$P$${alphabet[power]}${salt}${letters.join('')}`;
}

test.each([
  [7, true],
  [8, true],
  [13, true],
  [6, false],
])('an old WordPress hash of 2^%i rounds is read: %s', async (power, isRead) => {
  const stored = portable('opensesame', power);

  expect(await verifyWordpressPassword(stored, 'opensesame')).toBe(isRead);
  expect(await verifyWordpressPassword(stored, 'opensesam')).toBe(false);
  expect(await verifyWordpressPassword(stored.replace('P', 'H'), 'opensesame')).toBe(isRead);
  expect(await verifyWordpressPassword(`${stored}x`, 'opensesame')).toBe(false);
});

test('an old WordPress hash of more rounds than anybody used is not worked through', async () => {
  const stored = portable('x', 7).replace('$P$5', '$P$J');

  expect(await verifyWordpressPassword(stored, 'x')).toBe(false);
});

test.each(['', 'plain words', '$1$abc$def', '$2a$10$x', '$P$5short'])(
  '“%s” is no hash that opens anything',
  async (stored) => {
    expect(await verifyWordpressPassword(stored, stored)).toBe(false);
  },
);

test('the set-up link is good for a day, the last one alone, and void once it was used', async () => {
  const start = site.blog.now().getTime();
  const at = (ms: number) => ({ db: site.blog.db, now: () => new Date(start + ms) });
  const first = await makeSetupToken(at(0));
  const token = await makeSetupToken(at(0));

  expect(await setupTokenIsGood(at(0), token)).toBe(true);
  expect(await setupTokenIsGood(at(day - 1), token)).toBe(true);
  expect(await setupTokenIsGood(at(day), token)).toBe(false);
  expect(await setupTokenIsGood(at(0), first)).toBe(false);
  expect(await setupTokenIsGood(at(0), '')).toBe(false);
  await voidSetupToken(site.blog);
  expect(await setupTokenIsGood(at(0), token)).toBe(false);
});

test.each([
  [null, 'Unknown device'],
  ['', 'Unknown device'],
  ['<b>', 'Unknown device'],
  ['curl/8.5', 'curl'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['Mozilla/5.0 (Plan 9) Firefox/140.0', 'Firefox'],
  ['Something (Windows NT 10.0)', 'Windows'],
])('%s is listed as %s', (user_agent, name) => {
  expect(deviceName(user_agent)).toBe(name);
});
