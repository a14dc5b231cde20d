// tests/accounts/passkeys-without.test.ts: who has no passkey, or lost it; and the small screens stand in nobody’s way.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { newSecret } from '../../src/accounts/two-factor/two-factor.ts';
import { site, db, browser, password, address, deviceOf, add, hasPerson, alertOn } from './passkeys-kit.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Axe {
  axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

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
