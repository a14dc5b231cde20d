// tests/comments/thread/reading-browser.test.ts: finding one's way through a conversation in a real browser.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const { blog } = site;
const browser = await startBrowser();
// Pages and the checks of their access take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await saveSettings(blog.db, discussion, {
  thread_comments_depth: 10,
  comment_reactions: '👍 Helpful\n❤️ Thanks',
});

/** A busy machine has its time. */
const patient = { timeout: 20_000 };

/** A line of replies, each to the one before. */
async function hasLine(post: Post, length: number): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 1; at <= length; at += 1) {
    const { id } = await site.hasComment({
      post_id: post.id,
      parent_id: ids.at(-1) ?? null,
      author_name: `Reader ${at}`,
      content: `At low water one walks over, says number ${at}`,
      posted_at: new Date(Date.UTC(2026, 6, 1, 9, at)),
    });
    ids.push(id);
  }
  return ids;
}

async function isGood(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/reading-${name}.png`, fullPage: true });
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await page.evaluate(axe);
  expect(await page.evaluate("axe.run('#comments').then(({ violations }) => violations)")).toEqual([]);
}

const texts = (page: Page) => page.locator('.comment-list .comment-content').allInnerTexts();

test.each([
  [360, 'light', ''],
  [768, 'light', ''],
  [1280, 'dark', ''],
  [360, 'dark', 'ar'],
] as const)('ten levels are read at %i px, %s %s', async (width, colorScheme, language) => {
  await saveSettings(blog.db, general, { WPLANG: language });
  const post = await site.hasPost({ title: 'Over the flats' });
  const ids = await hasLine(post, 10);
  await blog.db('comments').where({ id: ids[1] }).update({ featured_at: blog.now(), reactions: '{"👍": 3}' });
  await blog.db('comments').where({ id: ids[0] }).update({ pinned_at: blog.now() });
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(`${site.address}/?p=${post.id}`);

  await isGood(page, `${width}-${colorScheme}${language}`);
  const box = (await page.locator(`#comment-${ids[9]} .comment-content`).boundingBox())!;
  expect(box.width).toBeGreaterThanOrEqual(230);
  const parent = page.locator(`#comment-${ids[9]} .comment-parent`);
  expect(await parent.innerText()).toContain('Reader 9');
  await parent.focus();
  expect(await page.locator('.is-answered').getAttribute('id')).toBe(`comment-${ids[8]}`);
  await page.keyboard.press('Enter');
  await page.locator(`#div-comment-${ids[8]}:focus`).waitFor();
  expect(await page.locator('.is-answered').count()).toBe(0);
  await page.close();
  await saveSettings(blog.db, general, { WPLANG: '' });
});

test('a thread folds and opens by the keyboard, and its count stays', async () => {
  const post = await site.hasPost();
  const [top, reply] = await hasLine(post, 4);
  const page = await browser.newPage();
  await page.goto(`${site.address}/?p=${post.id}`);
  const fold = page.locator(`#comment-${top} > details > summary`);

  expect(await fold.innerText()).toBe('3 replies');
  await fold.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator(`#comment-${reply}`).isVisible()).toBe(false);
  expect(await fold.innerText()).toBe('3 replies');
  await page.keyboard.press('Enter');
  expect(await page.locator(`#comment-${reply}`).isVisible()).toBe(true);
  await page.close();
});

test('an order is chosen without leaving the page, and is there at the next post', async () => {
  const [one, other] = [await site.hasPost(), await site.hasPost()];
  for (const post of [one, other])
    for (const day of [1, 2, 3])
      await site.hasComment({
        post_id: post.id,
        content: `Day ${day}`,
        posted_at: new Date(Date.UTC(2026, 6, day)),
      });
  const page = await browser.newPage();
  await page.goto(`${site.address}/?p=${one.id}`);
  const address = page.url();
  expect(await texts(page)).toEqual(['Day 1', 'Day 2', 'Day 3']);

  await page.getByRole('link', { name: 'Newest' }).click();
  await page.locator('.comment-orders [aria-current]').getByText('Newest').waitFor();
  expect(await texts(page)).toEqual(['Day 3', 'Day 2', 'Day 1']);
  expect(page.url()).toBe(address);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Newest');

  await page.goto(`${site.address}/?p=${other.id}`);
  await page.locator('.comment-orders [aria-current]').getByText('Newest').waitFor();
  expect(await texts(page)).toEqual(['Day 3', 'Day 2', 'Day 1']);
  // Nothing of it was told to the site.
  expect(await page.context().cookies()).toEqual([]);
  await page.close();
});

test('what is new since the last visit is marked, and found one after the other', async () => {
  const post = await site.hasPost();
  const [top] = await hasLine(post, 2);
  const page = await browser.newPage();
  await page.goto(`${site.address}/?p=${post.id}`);
  await page.locator('#comment-thread').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate("localStorage.getItem('comments-seen')"), patient).not.toBeNull();
  expect(await page.locator('.is-new').count()).toBe(0);

  const later = { post_id: post.id, posted_at: new Date(Date.UTC(2026, 6, 2)) };
  const reply = await site.hasComment({ ...later, parent_id: top! });
  const last = await site.hasComment(later);
  await page.reload();
  expect(await page.locator('.comment-next').innerText()).toContain('2 new since your last visit');
  const next = page.getByRole('button', { name: 'Next new' });
  await page.locator(`#comment-${top} > details > summary`).click();
  await next.click();
  expect(await page.evaluate('document.activeElement.id')).toBe(`div-comment-${reply.id}`);
  expect(await page.locator(`#comment-${reply.id}`).isVisible()).toBe(true);
  await isGood(page, 'new');

  const { text } = await site.request.get(new URL(page.url()).pathname);
  expect(text).not.toContain('is-new');
  expect(text).toContain(`id="comment-${last.id}"`);
  await page.close();
});

test('a reaction is counted at once, remembered by this browser, and taken back', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id });
  const page = await browser.newPage();
  await page.goto(`${site.address}/?p=${post.id}`);
  const button = page.getByRole('button', { name: 'Helpful' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('[aria-pressed="true"] [data-count="👍"]').getByText('1').waitFor();
  expect(await page.evaluate('document.activeElement.value')).toBe('👍');

  await page.reload();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('#comment-thread').innerHTML()).toContain(`/comments/${id}/react`);
  await button.click();
  await page.locator('[aria-pressed="false"][value="👍"]').waitFor();
  expect(await blog.db('comments').where({ id }).first('reactions')).toEqual({ reactions: {} });
  await page.close();
});
