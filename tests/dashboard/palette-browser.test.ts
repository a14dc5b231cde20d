// tests/dashboard/palette-browser.test.ts: the palette and the frame of the admin in a real browser, by keys alone.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const keeper = await site.hasUser({ role: 'administrator' });
let id: number;

beforeAll(async () => {
  id = (await site.hasPost({ title: 'Herons at dawn', author_id: keeper.id })).id;
  await site.hasPost({ title: 'Herons at dusk', author_id: keeper.id, published_at: new Date('2026-01-01') });
});

async function open(path: string, options: Parameters<typeof browser.newContext>[0] = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const [name, value] = (await sessionCookie(site.blog, keeper)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(site.address + path);
  return page;
}

const box = (page: Page) => page.getByRole('combobox', { name: 'Go to' });
const chosen = (page: Page) => page.locator('[role="option"][aria-selected="true"]');

test('Ctrl-K, a few letters, arrows, Enter', async () => {
  const page = await open('/admin/media');

  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Discussion' }).waitFor();
  await page.keyboard.type('herons');
  // A part of the word has two places, too.
  await chosen(page).filter({ hasText: 'Herons at dawn' }).waitFor();
  const first = await chosen(page).innerText();
  await page.keyboard.press('ArrowDown');
  const second = await chosen(page).innerText();
  const pointed = await box(page).getAttribute('aria-activedescendant');
  const ownId = await chosen(page).getAttribute('id');
  await page.keyboard.press('ArrowDown');
  const around = await chosen(page).innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.address}/admin/posts/${id}`);

  expect(first).toMatch(/Herons at dawn\s+Post/);
  expect(second).toMatch(/Herons at dusk/);
  expect(pointed).toBe(ownId);
  expect(around).toBe(first);
  await page.context().close();
});

test('who types fast and presses Enter at once goes where the words lead', async () => {
  const page = await open('/admin/');

  await page.keyboard.press('Control+k');
  await box(page).waitFor();
  await page.keyboard.type('tagline');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.address}/admin/settings/general#blogdescription`);

  expect(await page.locator('#blogdescription').isVisible()).toBe(true);
  await page.context().close();
});

test('Escape closes it, and the keyboard is back where it was', async () => {
  const page = await open('/admin/posts');
  await page.locator('#s').focus();

  await page.keyboard.press('Control+k');
  await box(page).waitFor();
  const inside = await page.evaluate<string>('document.activeElement.getAttribute("role")');
  await page.keyboard.press('Escape');
  await box(page).waitFor({ state: 'hidden' });
  const outside = await page.evaluate<string>('document.activeElement.id');
  await page.keyboard.press('Control+k');
  await box(page).waitFor();
  await page.keyboard.press('Control+k');
  await box(page).waitFor({ state: 'hidden' });

  expect([inside, outside]).toEqual(['combobox', 's']);
  await page.context().close();
});

test('the link opens it too, a click chooses, and nothing found is said', async () => {
  const page = await open('/admin/');

  await page.getByRole('link', { name: 'Go to…' }).click();
  await page.keyboard.type('zzzz');
  await page.getByText('No places').waitFor();
  const isExpanded = await box(page).getAttribute('aria-expanded');
  await box(page).fill('outbox');
  await page.getByRole('option', { name: 'Outbox' }).click();
  await page.waitForURL(`${site.address}/admin/outbox`);

  expect(isExpanded).toBe('false');
  await page.context().close();
});

test('whose session has ended is told so', async () => {
  const page = await open('/admin/');
  await page.context().clearCookies();

  await page.keyboard.press('Control+k');

  await page.getByText('You are signed out. Please sign in again.').waitFor();
  expect(await chosen(page).count()).toBe(0);
  await page.context().close();
});

test('without scripts the link leads to the page', async () => {
  const page = await open('/admin/', { javaScriptEnabled: false });

  await page.getByRole('link', { name: 'Go to…' }).click();
  await page.locator('#q').fill('dusk');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Herons at dusk' }).click();

  expect(page.url()).toMatch(/\/admin\/posts\/\d+$/);
  await page.context().close();
});

test.each([
  [360, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)('it is in nobody’s way at %i pixels, %s', async (width, colorScheme) => {
  const page = await open('/admin/', { viewport: { width, height: 700 }, colorScheme, bypassCSP: true });

  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  const found = await page.evaluate<{ violations: { id: string }[] }>(`${axe}; axe.run()`);
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

  expect(found.violations.map((violation) => violation.id)).toEqual([]);
  expect(beyond).toBeLessThanOrEqual(0);
  await page.context().close();
});

const wrongOn = (page: Page) =>
  page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );

test.each([
  { width: 1280, colorScheme: 'light', dir: 'ltr' },
  { width: 800, colorScheme: 'dark', dir: 'rtl' },
  { width: 320, colorScheme: 'light', dir: 'rtl', forcedColors: 'active' },
] as const)(
  'the frame, the lists and all components at $width, $colorScheme, $dir',
  { timeout: 120_000 },
  async ({ width, dir, ...looks }) => {
    const page = await open('/admin/design', { viewport: { width, height: 800 }, ...looks });
    const found: string[] = [];
    for (const path of [
      '/admin/design',
      '/admin/',
      '/admin/posts',
      '/admin/users',
      '/admin/settings/discussion',
    ]) {
      await page.goto(site.address + path);
      await page.evaluate(`document.documentElement.dir = '${dir}'`);
      await page.evaluate(axe);
      found.push(...(await wrongOn(page)).map((wrong) => `${path}: ${wrong}`));
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (over > 0) found.push(`${path}: ${over} too wide`);
    }

    expect(found).toEqual([]);
    await page.context().close();
  },
);

test('without a script the menu of a phone opens, closes and leads on; with one, Escape closes it', async () => {
  const phone = { viewport: { width: 390, height: 800 } };
  const plain = await open('/admin/posts', { ...phone, javaScriptEnabled: false });
  const page = await open('/admin/posts', phone);
  const drawer = (of: Page) => of.getByRole('navigation', { name: 'Admin' });

  const before = await drawer(plain).isVisible();
  await plain.getByRole('link', { name: 'Menu', exact: true }).last().click();
  await drawer(plain).getByRole('link', { name: 'Close menu' }).click();
  const closed = await drawer(plain).isVisible();
  await plain.getByRole('link', { name: 'Menu', exact: true }).first().click();
  await drawer(plain).getByRole('link', { name: 'Media' }).click();
  await plain.waitForURL(`${site.address}/admin/media`);
  await page.getByRole('link', { name: 'Menu', exact: true }).first().click();
  await drawer(page).waitFor();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'hidden' });

  expect([before, closed]).toEqual([false, false]);
  await plain.context().close();
  await page.context().close();
});

test('the menu collapses at once, and stays so on the next screen; each line keeps its name', async () => {
  const page = await open('/admin/posts');
  const menu = page.getByRole('navigation', { name: 'Admin' });
  const wide = (await menu.boundingBox())!.width;

  const kept = page.waitForResponse((answer) => answer.url().endsWith('/admin/menu/collapse'));
  await menu.getByRole('button', { name: 'Collapse menu' }).click();
  const narrow = (await menu.boundingBox())!.width;
  await kept;
  await menu.getByRole('link', { name: 'Media' }).click();
  await page.waitForURL(`${site.address}/admin/media`);
  const next = (await menu.boundingBox())!.width;
  const opened = page.waitForResponse((answer) => answer.url().endsWith('/admin/menu/expand'));
  await menu.getByRole('button', { name: 'Expand menu' }).click();
  await opened;

  expect(narrow).toBeLessThan(wide / 2);
  expect(next).toBe(narrow);
  expect((await menu.boundingBox())!.width).toBe(wide);
  await page.context().close();
});
