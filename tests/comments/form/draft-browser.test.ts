// tests/comments/form/draft-browser.test.ts: what somebody typed beneath a post comes back until it is stored, in a real browser.
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../../src/attachments/settings.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { png } from '../../attachments/files.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const browser = await startBrowser();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
await saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true });

let context: BrowserContext;
let address: string;
let ben: number;
let hours = 0;

beforeEach(async () => {
  hours += 1;
  site.setTime(new Date(Date.parse('2026-08-01T09:00:00Z') + hours * 3_600_000).toISOString());
  const post = await site.hasPost();
  ({ id: ben } = await site.hasComment({
    post_id: post.id,
    author_name: 'Ben',
    author_email: 'ben@example.com',
    content: 'What now?',
  }));
  address = `${site.address}/2026/08/01/${post.slug}/`;
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
});
afterEach(() => context.close());

async function open(at = address): Promise<Page> {
  const page = await context.newPage();
  await page.goto(at);
  return page;
}

async function write(page: Page, words: string): Promise<void> {
  await page.fill('#comment', words);
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.com');
}

const text = (page: Page) => page.locator('#comment').inputValue();
const said = (page: Page, words: string) => page.locator('.comment-content', { hasText: words });

/** What the browser keeps for this site, but for what it has seen of conversations. */
const stored = (page: Page) =>
  page.evaluate<string[]>('Object.keys(localStorage).filter((name) => name !== "comments-seen")');

test('a reload brings back the text, the name, whom it answers, and the file sent ahead', async () => {
  const page = await open();
  await page.click(`[data-comment="${ben}"]`);
  await write(page, 'This is what');
  await page.fill('#url', 'https://ada.example/');
  await page.setInputFiles('#attachment', { name: 'sea.png', mimeType: 'image/png', buffer: png });
  await page.locator('.attachments-item', { hasText: 'received' }).waitFor();
  await page.locator('.attachments-item').getByLabel('Description').fill('The sea');

  await page.reload();

  await page.locator('.attachments-item', { hasText: 'received' }).waitFor();
  expect(await text(page)).toBe('This is what');
  expect(await page.locator('#author').inputValue()).toBe('Ada');
  expect(await page.locator('#email').inputValue()).toBe('ada@example.com');
  expect(await page.locator('#url').inputValue()).toBe('https://ada.example/');
  expect(await page.locator(`#comment-${ben} #reply-title`).innerText()).toContain('Leave a Reply to Ben');
  await page.click('#submit');
  await said(page, 'This is what').waitFor();
  expect(await page.locator(`#comment-${ben} .children .attachments-images img`).getAttribute('alt')).toBe(
    'The sea',
  );
});

test('a draft whose tab was closed is offered by the next, and can be discarded', async () => {
  const first = await open();
  await write(first, 'Left behind');
  await first.close();

  const second = await open();
  await second.locator('.comment-notice').waitFor();
  expect(await text(second)).toBe('Left behind');
  await second.getByRole('button', { name: 'Discard it' }).click();
  await second.reload();

  expect(await text(second)).toBe('');
});

test('two tabs on one post keep a draft each', async () => {
  const first = await open();
  await write(first, 'From the first');
  const second = await open();
  expect(await text(second)).toBe('');
  await write(second, 'From the second');

  await first.reload();
  await second.reload();

  await expect.poll(() => text(first)).toBe('From the first');
  await expect.poll(() => text(second)).toBe('From the second');
});

test('a failed send loses nothing, whatever address the post is opened by', async () => {
  const page = await open();
  await write(page, 'Sent into the void');
  await page.route('**/comments', (route) => route.abort());
  await page.click('#submit');
  await page.waitForURL(/chrome-error/);
  await page.unroute('**/comments');

  await page.goto(`${address}#comment-${ben}`);

  await expect.poll(() => text(page)).toBe('Sent into the void');
  await page.click('#submit');
  await said(page, 'Sent into the void').waitFor();
});

test('a stored comment leaves no draft, also on the page that Back brings, and the keyboard stands at it', async () => {
  const page = await open();
  await write(page, 'Said and done');
  await page.click('#submit');
  await said(page, 'Said and done').waitFor();
  const focus = await page.evaluate<string>('document.activeElement.textContent');
  const told = await page.locator('.comment-notice').innerText();

  expect(focus).toContain('Said and done');
  expect(told).toBe('Your comment was posted.');
  expect(await text(page)).toBe('');
  await page.goBack();
  expect(await text(page)).toBe('');
  expect(await stored(page)).toEqual([]);
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('a refused form keeps its draft, and the draft goes when it is accepted', async () => {
  const page = await open();
  await write(page, 'Twice sent');
  await page.fill('#email', 'ada@nowhere');
  await page.evaluate(`document.querySelector('#commentform').noValidate = true`);
  await page.click('#submit');
  await page.locator('#comment-error').waitFor();

  const other = await open();
  expect(await text(other)).toBe('');
  await other.close();
  await page.fill('#email', 'ada@example.com');
  await page.click('#submit');

  await said(page, 'Twice sent').waitFor();
  expect(await stored(page)).toEqual([]);
});

test('without a connection the comment waits, can be stopped, and goes when there is one', async () => {
  const page = await open();
  await write(page, 'From the train');
  await context.setOffline(true);
  await page.click('#submit');
  await page.locator('.comment-notice', { hasText: 'no connection' }).waitFor();
  await page.getByRole('button', { name: 'Do not send it' }).click();
  await context.setOffline(false);
  expect(await page.locator('.comment-notice').count()).toBe(0);
  expect(page.url()).toBe(address);

  await context.setOffline(true);
  await page.click('#submit');
  await page.locator('.comment-notice', { hasText: 'no connection' }).waitFor();
  await context.setOffline(false);

  await said(page, 'From the train').waitFor();
});

test('a comment that waited when its tab was closed goes on the next visit', async () => {
  const page = await open();
  await write(page, 'From the tunnel');
  await context.setOffline(true);
  await page.click('#submit');
  await page.locator('.comment-notice').waitFor();
  await page.close();
  await context.setOffline(false);

  const next = await open();
  await next.getByRole('button', { name: 'Do not send it' }).waitFor();

  await said(next, 'From the tunnel').waitFor();
  expect(await stored(next)).toEqual([]);
});
