// tests/posts/desk-browser.test.ts: a day at the desk in a real browser, on a telephone and on a wide screen.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/password.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const word = 'a good long word';
await site.hasUser({
  login: 'mara',
  role: 'administrator',
  display_name: 'Mara',
  password_hash: await hashPassword(word),
});
const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#5d7f9c' } })
  .png()
  .toBuffer();

test(
  'sign in, write with a picture and a link alone on its line, publish, schedule',
  { timeout: 90_000 },
  async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => void (line.type() === 'error' && errors.push(line.text())));

    await page.goto(`${site.address}/wp-admin/`);
    await page.getByLabel('User name or email').fill('mara');
    await page.getByLabel('Password').fill(word);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Write a post' }).click();
    await page.getByLabel('Title').fill('Herons at dawn');
    await page
      .getByLabel('Text', { exact: true })
      .fill('They stand still.\n\nhttps://www.youtube.com/watch?v=jNQXAC9IVRw\n');
    await page
      .getByLabel('Put a picture')
      .setInputFiles({ name: 'bay.png', mimeType: 'image/png', buffer: picture });
    await page.getByText('bay.png stands in the text now.').waitFor();
    await page.getByLabel('Add a category').fill('Birds');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Post published').waitFor();
    await site.work();
    await page.getByRole('link', { name: 'View', exact: true }).click();
    await page.getByRole('heading', { name: 'Herons at dawn' }).first().waitFor();
    const shown = await page.content();
    await page.goto(`${site.address}/admin/posts/new`);
    await page.getByLabel('Title').fill('Tomorrow');
    await page.getByLabel('Date and time').fill('2026-08-02T10:00');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Post scheduled').waitFor();

    expect(shown).toMatch(/<img[^>]+src="\/uploads\//);
    expect(shown).toContain('embed');
    expect(new Set(asked)).toEqual(new Set([site.address]));
    expect(errors).toEqual([]);
    await page.close();
  },
);

const screens = [
  '/login',
  '/admin/',
  '/admin/posts',
  '/admin/posts/new',
  '/admin/posts/1',
  '/admin/posts/1/revisions',
  '/admin/pages/new',
  '/admin/media',
  '/admin/media/1',
  '/admin/categories',
  '/admin/users',
  '/admin/profile',
  '/admin/settings/general',
  '/admin/settings/reading',
  '/admin/outbox',
];

for (const [width, scheme] of [
  [360, 'light'],
  [1280, 'dark'],
] as const) {
  test(
    `every screen is accessible and nothing sticks out at ${width} pixels, ${scheme}`,
    { timeout: 90_000 },
    async () => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: scheme,
        bypassCSP: true,
      });
      const page = await context.newPage();
      const problems: string[] = [];

      for (const path of screens) {
        const answer = await page.goto(site.address + path);
        if (answer?.status() !== 200) problems.push(`${path} ${answer?.status()}`);
        problems.push(...(await problemsOf(page, path)));
        await keep(page, `${path.replaceAll('/', '_')}-${width}-${scheme}`);
        if (path === '/login') await signIn(page);
      }

      expect(problems).toEqual([]);
      await context.close();
    },
  );
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('User name or email').fill('mara');
  await page.getByLabel('Password').fill(word);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/');
}

async function problemsOf(page: Page, path: string): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    ).axe.run();
    interface Violation {
      id: string;
      nodes: { html: string }[];
    }
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
  });
  const overhang = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
  return [...found, ...(overhang > 0 ? [`${overhang} px too wide`] : [])].map(
    (problem) => `${path} ${problem}`,
  );
}

/** Pictures for eyes: only when a folder for them is named. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
