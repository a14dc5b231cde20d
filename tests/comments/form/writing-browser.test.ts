// tests/comments/form/writing-browser.test.ts: preview, quotes, names, emoji and files that failed, in a real browser.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { pdf, png } from '../../attachments/files.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const browser = await startBrowser();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });

let address: string;
let ben: number;
let hours = 0;

beforeEach(async () => {
  await saveSettings(site.blog.db, general, { WPLANG: '' });
  hours += 1;
  site.setTime(new Date(Date.parse('2026-08-01T09:00:00Z') + hours * 3_600_000).toISOString());
  const post = await site.hasPost({ title: 'The sea', content: '<p>Some words of the post.</p>' });
  ({ id: ben } = await site.hasComment({
    post_id: post.id,
    author_name: 'Ben Miller',
    author_email: 'ben@example.com',
    content: 'What of 5*3*2?',
  }));
  address = `${site.address}/2026/08/01/${post.slug}/`;
});

async function open(options: object = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  return page;
}

async function write(page: Page, words: string): Promise<void> {
  await page.fill('#comment', words);
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.com');
}

test('the preview tab shows what the site makes of the text, and leads back to it', async () => {
  const page = await open();
  await write(page, '**Bold** and <header>');

  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.locator('#comment-preview strong').waitFor();
  const shown = await page.locator('#comment-preview').innerText();
  await page.evaluate(axe.source);
  const wrong = await page.evaluate(
    `axe.run('#respond').then(({ violations }) => violations.map(({ id }) => id))`,
  );
  await page.keyboard.press('ArrowLeft');

  expect(shown).toBe('Bold and <header>');
  expect(wrong).toEqual([]);
  expect(await page.locator('#comment').isVisible()).toBe(true);
  expect(await page.locator('[data-preview]').count()).toBe(0);
  await page.close();
});

test('without script the preview button gives the form back', async () => {
  const page = await open({ javaScriptEnabled: false });
  await write(page, 'Some **bold** words');

  await page.getByRole('button', { name: 'Preview' }).click();
  expect(await page.locator('.comment-preview strong').innerText()).toBe('bold');
  await page.click('#submit');

  await page.locator('.comment-content strong', { hasText: 'bold' }).waitFor();
  await page.close();
});

test('what is selected becomes a quote with whom and where, letter by letter', async () => {
  const page = await open();

  await page.evaluate(
    `getSelection().selectAllChildren(document.querySelector('#comment-${ben} .comment-content'))`,
  );
  await page.getByRole('button', { name: 'Quote' }).click();
  const typed = await page.locator('#comment').inputValue();
  await write(page, `${typed}Thirty.`);
  await page.click('#submit');

  const quoted = page.locator('.comment-content blockquote');
  await quoted.waitFor();
  expect(typed).toContain(`[Ben Miller](${address}#comment-${ben})`);
  expect(await quoted.innerText()).toMatch(/^What of 5\*3\*2\?\s+— Ben Miller$/);
  expect(await quoted.locator('a').getAttribute('href')).toBe(`${address}#comment-${ben}`);
  await page.close();
});

test.each([
  [360, 'light', ''],
  [1280, 'dark', ''],
  [360, 'dark', 'ar'],
] as const)('a selected passage is commented on at %i px, %s %s', async (width, colorScheme, WPLANG) => {
  await saveSettings(site.blog.db, general, { WPLANG });
  const page = await open({ viewport: { width, height: 800 }, colorScheme });
  const paragraph = '.content.e-content p';

  await page.evaluate(`{
    const words = document.querySelector('${paragraph}').firstChild;
    getSelection().setBaseAndExtent(words, 5, words, 10);
  }`);
  await page.locator('.comment-selection button').nth(1).click();
  const chosen = await page.locator('#passage').inputValue();
  await write(page, 'Which words?');
  await page.click('#submit');
  await page.locator('.comment-passage').waitFor();
  const mark = page.locator('.passage-mark');
  await mark.waitFor();
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/passage-${width}${WPLANG}.png`, fullPage: true });
  await page.evaluate(axe.source);
  const wrong = await page.evaluate(
    `axe.run('main').then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  );
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  await mark.click();

  expect(chosen).toBe('words');
  expect(await page.locator(paragraph).textContent()).toBe('Some words of the post.');
  expect([wrong, overflow]).toEqual([[], 0]);
  expect(page.url()).toMatch(/#comment-\d+$/);
  await page.close();
});

test('names and emoji are completed with the keyboard', async () => {
  const page = await open();
  await page.locator('#comment').focus();

  await page.keyboard.type('Hello @be');
  await page.getByRole('option', { name: 'Ben Miller' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(':rock');
  await page.getByRole('option', { name: 'rocket' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('at 12:30, a: b');

  expect(await page.locator('#comment').inputValue()).toBe('Hello @Ben Miller 🚀 at 12:30, a: b');
  expect(await page.locator('.comment-choices').isVisible()).toBe(false);
  await page.close();
});

test('near its limit a comment says how much is left, and what is too long is not cut', async () => {
  const page = await open();

  await write(page, 'x'.repeat(65_000));
  expect(await page.locator('.comment-count').innerText()).toBe('525 characters left of 65525');
  await page.fill('#comment', 'x'.repeat(65_530));

  expect(await page.locator('.comment-count').innerText()).toBe('5 characters too many');
  expect((await page.locator('#comment').inputValue()).length).toBe(65_530);
  await page.fill('#comment', 'short');
  expect(await page.locator('.comment-count').isVisible()).toBe(false);
  await page.close();
});

test('an address of a comment that is gone stays on the post and says so', async () => {
  const page = await browser.newPage();
  await page.goto(`${address}#comment-999999`);

  await page.locator('.comment-notice', { hasText: 'not shown here' }).waitFor();

  expect(page.url()).toBe(`${address}#comment-999999`);
  await page.close();
});

test('beside a refused file the author is asked; nothing goes without a word', async () => {
  const page = await open();
  await write(page, 'See the picture');
  await page.setInputFiles('#attachment', { name: 'lie.png', mimeType: 'image/png', buffer: pdf });
  await page.locator('.is-refused').waitFor();

  await page.click('#submit');
  const dialog = page.locator('dialog');
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('lie.png');
  await page.getByRole('button', { name: 'Back to the comment' }).click();
  expect(page.url()).toBe(address);
  await page.click('#submit');
  await page.getByRole('button', { name: 'Post without' }).click();

  await page.locator('.comment-content', { hasText: 'See the picture' }).waitFor();
  await page.close();
});

test('a file that failed is sent again from the question, and the comment waits for it', async () => {
  const page = await open();
  await write(page, 'My picture of the flood');
  await page.route('**/attachments', (route) => route.abort());
  await page.setInputFiles('#attachment', { name: 'sea.png', mimeType: 'image/png', buffer: png });
  await page.locator('.attachments-received button', { hasText: 'Try again' }).waitFor();
  await page.unroute('**/attachments');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/attachments', async (route) => {
    await held;
    await route.continue();
  });

  await page.click('#submit');
  await page.locator('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => page.locator('#submit').innerText()).toBe('Waiting for 1 file…');
  letGo();

  await page.locator('.attachments-images img').waitFor();
  await page.close();
});
