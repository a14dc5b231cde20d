// tests/accounts/passkeys.test.ts: a device signs in without a password, in a real browser; and the small screens stand in nobody's way.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { storeSecret } from '../../src/accounts/two-factor/queries.ts';
import { newSecret } from '../../src/accounts/two-factor/two-factor.ts';
import type { User } from '../../src/accounts/user.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// The library by itself, as a page of somebody else's would use it.
const library = fs.readFileSync(
  path.join(
    path.dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
    '../dist/bundle/index.umd.min.js',
  ),
  'utf8',
);
const password = 'a long and quiet afternoon';
const password_hash = await hashPassword(password);
// A passkey is bound to a name: browsers take this one without HTTPS.
const address = site.address.replace('127.0.0.1', 'localhost');
site.blog.url = address;

interface Library {
  SimpleWebAuthnBrowser: { startAuthentication(asked: { optionsJSON: unknown }): Promise<unknown> };
}
interface Axe {
  axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}
interface Device {
  page: Page;
  cdp: CDPSession;
  authenticatorId: string;
}

/** A browser with a device that recognises its owner. */
async function deviceOf(user?: User, isUserVerified = true): Promise<Device> {
  const context = await browser.newContext({ bypassCSP: false, viewport: { width: 360, height: 780 } });
  if (user) {
    const [name, value] = (await sessionCookie(site.blog, user)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: address }]);
  }
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return { page, cdp, authenticatorId };
}

async function add({ page }: Device, name: string, proof = password): Promise<void> {
  await page.goto(`${address}/admin/profile/passkeys`);
  await page.getByLabel('Name, to know it by').fill(name);
  await page.getByLabel('Current password, or a code').fill(proof);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
}

async function signOutAndIn({ page }: Device, at = '/login?redirect_to=/admin/profile'): Promise<void> {
  await page.context().clearCookies();
  await page.goto(address + at);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

const hasPerson = (login: string, role: User['role'] = 'author') =>
  site.hasUser({ login, role, password_hash, display_name: `The ${login}` });
const alertOn = (page: Page) => page.locator('form[data-passkey] [role="alert"]');

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

  expect(await page.locator('.bar-user').innerText()).toBe('The ada');
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

test('a device that does not recognise its owner adds nothing', async () => {
  const user = await hasPerson('eve');
  const device = await deviceOf(user, false);

  await add(device, 'Anybody’s');
  await expect.poll(() => alertOn(device.page).innerText()).not.toBe('');

  expect(await db('passkeys').where({ user_id: user.id })).toEqual([]);
  await device.page.context().close();
});

test('an administrator removes the passkeys of somebody who lost a device; others may not', async () => {
  const [chief, user] = [await hasPerson('chief', 'administrator'), await hasPerson('fay')];
  const device = await deviceOf(user);
  await add(device, 'Lost');
  await device.page.getByRole('rowheader', { name: 'Lost' }).waitFor();
  const path = `/admin/users/${user.id}`;

  const refused = await (await site.signIn(user)).post(`${path}/passkeys/remove-all`);
  const admin = await site.signIn(chief);
  const screen = await admin.get(path);
  const done = await admin.post(`${path}/passkeys/remove-all`);

  expect(screen.text).toContain('One opens this account.');
  expect([refused.status, done.status]).toEqual([403, 303]);
  expect(await db('passkeys').where({ user_id: user.id })).toEqual([]);
  await device.page.context().close();
});

test('without passkeys, and without script, the password is asked alone', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();

  await page.goto(`${address}/login`);
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  const isShown = await button.isVisible();
  site.blog.url = 'http://blog.example';
  const open = await site.request.get('/login');
  const begun = await site.request.post('/login/passkey/begin');
  site.blog.url = address;

  expect(isShown).toBe(false);
  expect(await page.getByLabel('Password').isVisible()).toBe(true);
  expect(open.text).not.toContain('passkey');
  expect(begun.status).toBe(404);
  await context.close();
});

test(
  'the screens of the sign-in and of what guards an account stand in nobody’s way',
  { timeout: 90_000 },
  async () => {
    const user = await hasPerson('gil');
    const device = await deviceOf(user);
    const { page } = device;
    const wrong: string[] = [];
    const look = async (place: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as Axe).axe.run();
          return violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html}`);
        });
        wrong.push(...(found as string[]).map((one) => `${place}, ${colorScheme}: ${one}`));
      }
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 360) wrong.push(`${place}: ${width} pixels wide`);
    };

    await add(device, 'Key');
    await page.getByRole('rowheader', { name: 'Key' }).waitFor();
    await look('passkeys');
    await page.goto(`${address}/admin/profile/application-passwords`);
    await page.getByLabel('Name, to know it by').fill('Program');
    await page.getByLabel('Current password, or a code').fill(password);
    await page.getByRole('button', { name: 'Make a password' }).click();
    await look('application passwords');
    await page.goto(`${address}/admin/profile`);
    await look('profile');
    await db('two_factors').insert({ user_id: user.id, secret: newSecret(), confirmed_at: site.blog.now() });
    await page.goto(`${address}/admin/profile/two-factor`);
    await page.getByLabel('Current password, or a code').first().fill(password);
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByText('Your recovery codes').waitFor();
    await look('two-factor');
    await page.context().clearCookies();
    await page.goto(`${address}/login`);
    await look('sign in');
    await page.getByLabel('User name or email').fill('gil');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('I do not have the app at hand').click();
    await look('second step');

    expect(wrong).toEqual([]);
    await page.context().close();
  },
);
