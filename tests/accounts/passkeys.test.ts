// tests/accounts/passkeys.test.ts: a device signs in without a in a real browser.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { storeSecret } from '../../src/accounts/two-factor/queries.ts';
import { newSecret } from '../../src/accounts/two-factor/two-factor.ts';
import { site, db, address, type Device, deviceOf, add, hasPerson, alertOn } from './passkeys-kit.ts';

// The library by itself, as a page of somebody else's would use it.
const library = fs.readFileSync(
  path.join(
    path.dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
    '../dist/bundle/index.umd.min.js',
  ),
  'utf8',
);

interface Library {
  SimpleWebAuthnBrowser: { startAuthentication(asked: { optionsJSON: unknown }): Promise<unknown> };
}

async function signOutAndIn({ page }: Device, at = '/login?redirect_to=/admin/profile'): Promise<void> {
  await page.context().clearCookies();
  await page.goto(address + at);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

test('a device is added under a name and signs in afterwards, without name, password or code', async () => {
  const user = await hasPerson('ada');
  const device = await deviceOf(user);
  const { page } = device;
  await storeSecret(db, user.id, newSecret());
  await db('two_factors').where({ user_id: user.id }).update({ confirmed_at: site.blog.now() });

  await add(device, 'My telephone', 'not my password');
  await expect.poll(() => alertOn(page).innerText()).toContain('neither your present password');
  await add(device, 'My telephone');
  await page.getByRole('rowheader', { name: 'My telephone' }).waitFor();
  await signOutAndIn(device);
  await page.waitForURL(`${address}/admin/profile`);
  await page.goto(`${address}/admin/profile/passkeys`);

  expect(await page.locator('.account-name').textContent()).toBe('The ada');
  expect(await page.locator('table').innerText()).not.toContain('never');
  const [kept] = await db('passkeys');
  expect(kept).toMatchObject({ user_id: user.id, name: 'My telephone' });
  expect(Number(kept.counter)).toBeGreaterThan(0);
  await page.context().close();
});

test('one device is added once; a removed one opens nothing any more', async () => {
  const user = await hasPerson('bea');
  const device = await deviceOf(user);
  const { page } = device;
  await add(device, 'First');
  await page.getByRole('rowheader', { name: 'First' }).waitFor();

  await add(device, 'Again');
  await expect.poll(() => alertOn(page).innerText()).not.toBe('');
  await page.goto(`${address}/admin/profile/passkeys`);
  await page.getByRole('button', { name: /^Remove First/ }).click();
  await page.getByText('opens nothing any more').waitFor();
  await signOutAndIn(device);
  await expect.poll(() => alertOn(page).innerText()).toContain('does not know that passkey');

  expect(await db('passkeys').where({ user_id: user.id })).toEqual([]);
  expect((await page.request.get(`${address}/admin/`, { maxRedirects: 0 })).status()).toBe(302);
  await page.context().close();
});

test('a copied key whose count stands still is refused', async () => {
  const user = await hasPerson('cem');
  const device = await deviceOf(user);
  const { page } = device;
  await add(device, 'Copied');
  await page.getByRole('rowheader', { name: 'Copied' }).waitFor();
  await db('passkeys').where({ user_id: user.id }).update({ counter: 1000 });

  await signOutAndIn(device);
  await expect.poll(() => alertOn(page).innerText()).toContain('That did not work');

  expect((await page.request.get(`${address}/admin/`, { maxRedirects: 0 })).status()).toBe(302);
  await page.context().close();
});

test('a key that names another user than it was kept for is refused', async () => {
  const user = await hasPerson('hal');
  const device = await deviceOf(user);
  const { page } = device;
  await add(device, 'Swapped');
  await page.getByRole('rowheader', { name: 'Swapped' }).waitFor();
  await db('passkeys').where({ user_id: user.id }).update({ user_handle: 'somebody-else' });

  await signOutAndIn(device);
  await expect.poll(() => alertOn(page).innerText()).toContain('That did not work');

  expect((await page.request.get(`${address}/admin/`, { maxRedirects: 0 })).status()).toBe(302);
  await page.context().close();
});

test('an answer is good once, in the browser that was asked, and for minutes only', async () => {
  const user = await hasPerson('dan');
  const device = await deviceOf(user);
  const { page } = device;
  await add(device, 'Key');
  await page.getByRole('rowheader', { name: 'Key' }).waitFor();
  await page.context().clearCookies();
  await page.goto(`${address}/login`);
  await page.evaluate(library);
  /** Asks, and lets the device answer, but keeps the answer from being sent. */
  const answer = () =>
    page.evaluate(async () => {
      const asked = await fetch('/login/passkey/begin', { method: 'POST' });
      const { SimpleWebAuthnBrowser } = globalThis as unknown as Library;
      return JSON.stringify(
        await SimpleWebAuthnBrowser.startAuthentication({ optionsJSON: await asked.json() }),
      );
    }) as Promise<string>;
  const send = async (body: string) => {
    const sent = await page.request.post(`${address}/login/passkey`, { form: { answer: body } });
    return sent.status();
  };
  const stranger = async (body: string) =>
    (await site.request.post('/login/passkey').type('form').send({ answer: body })).status;

  const first = await answer();
  const elsewhere = await stranger(first);
  // While the one that was taken waits for its key, the other has its answer already.
  const hold = await db.transaction();
  await hold.raw('LOCK TABLE passkeys IN ACCESS EXCLUSIVE MODE');
  const sent = [send(first), send(first)];
  const quicker = await Promise.race(sent);
  await hold.rollback();
  const both = await Promise.all(sent);
  await page.context().clearCookies();
  const second = await answer();
  site.setTime('2026-08-01T09:06:00Z');
  const late = await send(second);
  const odd = await Promise.all(['', '[]', '{', '{"id":"x"}', 'null'].map(send));

  expect(elsewhere).toBe(422);
  expect(quicker).toBe(422);
  expect(both.toSorted((one, other) => one - other)).toEqual([200, 422]);
  expect(late).toBe(422);
  expect(odd.every((status) => status === 400 || status === 422)).toBe(true);
  expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  await page.context().close();
});
