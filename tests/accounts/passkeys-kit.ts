// tests/accounts/passkeys-kit.ts: devices that hold passkeys, in a real browser.
import type { CDPSession, Page } from 'playwright-core';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import type { User } from '../../src/accounts/user.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

export const site = await startBlog();
export const { db } = site.blog;
export const browser = await startBrowser();
export const password = 'a long and quiet afternoon';
const password_hash = await hashPassword(password);
// A passkey is bound to a name: browsers take this one without HTTPS.
export const address = site.address.replace('127.0.0.1', 'localhost');
site.blog.url = address;
export interface Device {
  page: Page;
  cdp: CDPSession;
  authenticatorId: string;
}

/** A browser with a device that recognises its owner. */
export async function deviceOf(user?: User, isUserVerified = true): Promise<Device> {
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

export async function add({ page }: Device, name: string, proof = password): Promise<void> {
  await page.goto(`${address}/admin/profile/passkeys`);
  await page.getByLabel('Name, to know it by').fill(name);
  await page.getByLabel('Current password, or a code').fill(proof);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
}

export const hasPerson = (login: string, role: User['role'] = 'author') =>
  site.hasUser({ login, role, password_hash, display_name: `The ${login}` });
export const alertOn = (page: Page) => page.locator('form[data-passkey] [role="alert"]');
