// tests/comments/moderation/moderate-by-keys.test.ts: WordPress's keys in the list of comments, and none while somebody types.
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor' });
const post = await site.hasPost({ title: 'A talk' });

test('approve, spam, undo and select with single keys', { timeout: 60_000 }, async () => {
  const ids: number[] = [];
  for (const [at, author_name] of ['Ann', 'Bea', 'Cy'].entries()) {
    const posted_at = new Date(`2026-07-0${3 - at}T10:00:00Z`);
    ids.push((await site.hasComment({ post_id: post.id, author_name, status: 'hold', posted_at })).id);
  }
  const statuses = async () => db('comments').whereIn('id', ids).orderBy('id').pluck('status');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = (await sessionCookie(site.blog, mara)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}/admin/comments`);
  await page.getByText('Keys, while a comment has the focus').waitFor();

  await page.getByLabel('Search comments').focus();
  await page.keyboard.type('ads');
  const typed = await statuses();
  await page.getByLabel('Select the comment of Ann').focus();
  await page.keyboard.press('j');
  const focused = await page.evaluate('document.activeElement.id');
  await page.keyboard.press('x');
  const isSelected = await page.getByLabel('Select the comment of Bea').isChecked();
  await page.keyboard.press('a');
  await expect.poll(statuses).toEqual(['hold', 'approve', 'hold']);
  await page.locator('#answer:focus').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await expect.poll(statuses).toEqual(['spam', 'approve', 'hold']);
  await page.locator('#answer:focus').waitFor();
  await page.keyboard.press('z');
  await expect.poll(statuses).toEqual(['hold', 'approve', 'hold']);

  expect(typed).toEqual(['hold', 'hold', 'hold']);
  expect(focused).toBe(`comment-${ids[1]}`);
  expect(isSelected).toBe(true);
  await context.close();
});
