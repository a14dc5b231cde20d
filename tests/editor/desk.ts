// tests/editor/desk.ts: somebody signed in at a write screen whose editor has come.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.ts';
import { sessionCookie, type TestBlog } from '../blog.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Desk {
  context: BrowserContext;
  page: Page;
  /** The text inside the rich editor. */
  body: ReturnType<FrameLocator['locator']>;
  /** What went wrong on the page: errors of scripts, lines of the console, requests to other sites. */
  trouble: string[];
}

export async function openDesk(
  site: TestBlog,
  browser: Browser,
  user: User,
  path = '/admin/posts/new',
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme });
  const [name, value] = (await sessionCookie(site.blog, user)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  const trouble = troubleOn(page, site.address);
  await page.goto(site.address + path);
  await page.locator('form[data-editing]').waitFor();
  const body = page.frameLocator('.tox-edit-area iframe').locator('body');
  return { context, page, body, trouble };
}

/** What goes wrong on a page from now on: errors of scripts, lines of the console, requests to other sites. */
export function troubleOn(page: Page, address: string): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (line) => void (line.type() === 'error' && trouble.push(line.text())));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== address) trouble.push(request.url());
  });
  return trouble;
}

/** Pastes into the rich editor; `given` holds the clipboard's words by MIME type. */
export const paste = (page: Page, given: Record<string, string>): Promise<void> =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    for (const [type, words] of ${JSON.stringify(Object.entries(given))}) clipboardData.setData(type, words);
    const body = tinymce.activeEditor.getBody();
    body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  })()`);

/** The text as it would be saved at this moment. */
export function textNow(page: Page): Promise<string> {
  return page.evaluate(
    `window.dispatchEvent(new Event('blur')), document.querySelector('textarea[name="content"]').value`,
  );
}

/** Puts a text into the form, as a recovered one. */
export async function putText(page: Page, text: string): Promise<void> {
  await page.locator('textarea[name="content"]').evaluate((area, given) => {
    Object.assign(area, { value: given });
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
}

/** What axe finds, and how much too wide the page is. */
export async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return beyond > 0 ? [...found, `${beyond} px too wide`] : found;
}
