// tests/accounts/limits.test.ts: how many tries each door gives, to the last one: of a name, of a network, of all together.
import { beforeEach, expect, test } from 'vitest';
import { isHttpError } from '../../src/base/errors.ts';
import {
  countAttempt,
  countCode,
  countPasskey,
  countProgram,
  forgetAttempts,
  forgetCodes,
  mayMailRegistration,
  mayMailReset,
  refuseProgram,
} from '../../src/accounts/throttle.ts';
import { startBlog } from '../blog.ts';

const { blog } = await startBlog();
beforeEach(async () => void (await blog.db('rate_limits').delete()));

const here = '198.51.100.1';
const elsewhere = '203.0.113.1';
/** Another network each time. */
const network = (number: number) => `10.${Math.floor(number / 250)}.${number % 250}.1`;

/** How often it may be done until it is refused for the first time; `most` when it never is. */
async function allowed(most: number, attempt: (number: number) => Promise<unknown>): Promise<number> {
  for (let number = 0; number < most; number += 1) {
    try {
      if ((await attempt(number)) === false) return number;
    } catch (error) {
      if (!isHttpError(error) || error.status !== 429) throw error;
      const { retry_after } = error as typeof error & { retry_after: number };
      expect(retry_after).toBeGreaterThan(840);
      expect(retry_after).toBeLessThanOrEqual(900);
      expect(error.message).toContain('try again in 15 minutes');
      return number;
    }
  }
  return most;
}

test('one name from one network: eight passwords, and no more until one was right', async () => {
  const guess = { name: 'ada', ip: here };

  expect(await allowed(20, () => countAttempt(blog, guess))).toBe(8);
  await countAttempt(blog, { ...guess, name: 'bob' });
  await countAttempt(blog, { ...guess, ip: elsewhere });
  await expect(countAttempt(blog, { ...guess, name: 'ADA' })).rejects.toMatchObject({ status: 429 });
  await forgetAttempts(blog, guess);
  expect(await allowed(20, () => countAttempt(blog, guess))).toBe(8);
});

test('one network with many names: forty passwords; right ones are not counted', async () => {
  expect(await allowed(60, (number) => countAttempt(blog, { name: `user${number}`, ip: here }))).toBe(40);
  await countAttempt(blog, { name: 'ada', ip: elsewhere });

  const right = await allowed(60, async (number) => {
    await countAttempt(blog, { name: `other${number}`, ip: elsewhere });
    await forgetAttempts(blog, { name: `other${number}`, ip: elsewhere });
  });
  expect(right).toBe(60);
});

test('one name from many networks: a hundred passwords, but for networks its owner has come from', async () => {
  const owner = { name: 'ada', ip: elsewhere };
  await countAttempt(blog, owner);
  await forgetAttempts(blog, owner);

  expect(await allowed(150, (number) => countAttempt(blog, { name: 'Ada', ip: network(number) }))).toBe(100);
  await countAttempt(blog, owner);
  await countAttempt(blog, { name: 'bob', ip: network(200) });
});

test('an IPv6 network is one visitor, its neighbours are others', async () => {
  const from = (end: string) => ({ name: 'ada', ip: `2001:db8:1:2:${end}` });

  expect(await allowed(20, (number) => countAttempt(blog, from(`a::${number}`)))).toBe(8);
  await countAttempt(blog, { name: 'ada', ip: '2001:db8:1:3::1' });
});

test('codes: six from one network, twenty in all, but for networks the owner has come from', async () => {
  const owner = { user_id: 7, ip: elsewhere };
  await countCode(blog, owner);
  await forgetCodes(blog, owner);

  expect(await allowed(20, () => countCode(blog, { user_id: 7, ip: here }))).toBe(6);
  // The refused seventh was not counted for the account; fourteen are left of it.
  expect(await allowed(50, (number) => countCode(blog, { user_id: 7, ip: network(number) }))).toBe(14);
  await countCode(blog, owner);
  await countCode(blog, { user_id: 8, ip: here });
  await forgetCodes(blog, { user_id: 7, ip: here });
  expect(await allowed(20, () => countCode(blog, { user_id: 7, ip: here }))).toBe(6);
});

test('codes of many accounts: forty from one network; right ones are not counted', async () => {
  expect(await allowed(60, (user_id) => countCode(blog, { user_id, ip: here }))).toBe(40);

  const right = await allowed(60, async (user_id) => {
    await countCode(blog, { user_id, ip: elsewhere });
    await forgetCodes(blog, { user_id, ip: elsewhere });
  });
  expect(right).toBe(60);
});

test('a program brings eight wrong passwords for a name, forty in all, and keeps no person out', async () => {
  const program = { name: 'ada', ip: here };

  expect(await allowed(20, () => countProgram(blog, program))).toBe(8);
  await expect(refuseProgram(blog, program)).rejects.toMatchObject({ status: 429 });
  await refuseProgram(blog, { ...program, name: 'bob' });
  await countAttempt(blog, program);
  // Eight counted for the network, the ninth was refused before.
  expect(await allowed(60, (number) => countProgram(blog, { name: `user${number}`, ip: here }))).toBe(32);
  await expect(refuseProgram(blog, { name: 'new', ip: here })).rejects.toMatchObject({ status: 429 });
  await refuseProgram(blog, { name: 'new', ip: elsewhere });
});

test('a program with its last wrong password is not refused yet', async () => {
  const program = { name: 'ada', ip: here };
  for (let tries = 0; tries < 8; tries += 1) await countProgram(blog, program);

  await refuseProgram(blog, program);
});

test.each<[string, number, (number: number) => Promise<unknown>]>([
  ['passkeys from one network', 60, () => countPasskey(blog, here)],
  [
    'letters about a password from one network',
    10,
    (n) => mayMailReset(blog, { name: `user${n}`, ip: here }).then(() => true),
  ],
  [
    'letters about a password to one name',
    2,
    (n) => mayMailReset(blog, { name: n ? 'ADA' : 'ada', ip: network(n) }),
  ],
  [
    'letters about a new account from one network',
    5,
    (n) => mayMailRegistration(blog, { name: `user${n}@example.com`, ip: here }).then(() => true),
  ],
  [
    'letters about a new account to one mailbox',
    2,
    (n) => mayMailRegistration(blog, { name: n ? 'A@example.com' : 'a@example.com', ip: network(n) }),
  ],
])('%s: %i', async (_what, most, attempt) => {
  expect(await allowed(100, attempt)).toBe(most);
});
