// tests/base/requests-browser.test.ts: what scripts say when the site refuses, does not answer, or has signed somebody out.
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { png } from '../attachments/files.ts';

const site = await startBlog();
const browser = await startBrowser();
const boss = await site.hasUser({ login: 'boss', role: 'administrator' });

const signIn = async (context: BrowserContext) => {
  const [name, value] = (await sessionCookie(site.blog, boss)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
};

async function open(path: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext();
  await signIn(context);
  const page = await context.newPage();
  await page.goto(site.address + path);
  return { page, context };
}

test('a new category: no answer, a page that is no answer, a refusal, and then it is there', async () => {
  const { page, context } = await open('/admin/posts/new');
  const add = async () => {
    await page.getByLabel('Add new category').fill('Tides');
    await page.getByRole('button', { name: 'Add category' }).click();
  };
  const says = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
  const address = (await page.locator('[data-add-category]').getAttribute('data-add-category'))!;

  await page.route(`**${address}`, (route) => route.abort('connectionreset'), { times: 1 });
  await add();
  await says('The site does not answer. Please try again.');
  await page.route(`**${address}`, (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }), {
    times: 1,
  });
  await add();
  await says('That did not work. Please try again.');
  await context.clearCookies();
  await add();
  await says('You are signed out. Please sign in again.');
  await signIn(context);
  await add();
  await says('Tides is added and selected.');

  expect(await page.getByLabel('Tides').isChecked()).toBe(true);
  expect(await site.blog.db('terms').where({ name: 'Tides' }).limit(2).pluck('name')).toEqual(['Tides']);
  await context.close();
});

test('a file whose sender was signed out goes again at a press, from the same page', async () => {
  const { page, context } = await open('/admin/media');
  await context.clearCookies();

  await page.setInputFiles('#files', { name: 'bay.png', mimeType: 'image/png', buffer: png });
  await page.getByText('You are signed out. Sign in in another tab, then try again.').waitFor();
  await signIn(context);
  await page.getByRole('button', { name: 'Try again: bay.png' }).click();
  await page.getByText('1 uploaded.').waitFor();

  expect(await site.blog.db('media').limit(3).pluck('name')).toEqual(['bay.png']);
  await context.close();
});
