// tests/comments/own/own-in-a-browser.test.ts: a reader edits and deletes a comment in a real browser, with script and without.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });

/** With script, so that axe can run. */
async function isAccessible(page: Page, isScripted: boolean, name: string): Promise<void> {
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/own-${name}.png`, fullPage: true });
  const overflow = await page
    .locator('html')
    .evaluate('document.documentElement.scrollWidth - innerWidth')
    .catch(() => 0);
  expect(overflow).toBeLessThanOrEqual(0);
  if (!isScripted) return;
  await page.evaluate(axe);
  expect(await page.evaluate("axe.run('#content').then(({ violations }) => violations)")).toEqual([]);
}

let hour = 10;

test.each([
  ['with script', true],
  ['without script', false],
])('edit, read the changes, delete, %s', async (_name, isScripted) => {
  hour += 1;
  site.setTime(`2026-08-01T${hour}:00:00Z`);
  const post = await site.hasPost({ title: 'A talk' });
  const page = await browser.newPage({
    javaScriptEnabled: isScripted,
    viewport: { width: 360, height: 800 },
  });
  await page.goto(`${site.address}/?p=${post.id}`);
  await page.locator('#comment').fill('I like the red one.');
  await page.locator('#author').fill('Anna');
  await page.locator('#email').fill('anna@example.com');
  await page.locator('#wp-comment-cookies-consent').check();
  await page.locator('#submit').click();
  const own = page.locator('.comment-list > li').first();
  await own.getByText('I like the red one.').waitFor();
  const id = Number((await own.getAttribute('id'))!.replace('comment-', ''));
  await site.hasComment({ post_id: post.id, parent_id: id, author_name: 'Ben', content: 'Red it is.' });
  site.setTime(`2026-08-01T${hour}:05:00Z`);
  await page.reload();
  expect(await own.locator('.comment-minutes').first().innerText()).toBe('(10 minutes left)');
  await isAccessible(page, isScripted, 'thread');

  await own.getByRole('link', { name: /^Edit/ }).first().click();
  await page.getByRole('heading', { name: 'Edit your comment' }).waitFor();
  await isAccessible(page, isScripted, 'edit');
  await page.locator('#comment').fill('I like the blue one.');
  await page.getByRole('button', { name: 'Save' }).click();
  await own.getByText('I like the blue one.').waitFor();
  expect(page.url()).toContain(`#comment-${id}`);
  await page.getByRole('link', { name: 'answers an earlier version' }).click();
  expect(await page.locator('.comment-difference del').innerText()).toBe('red');
  expect(await page.locator('.comment-difference ins').innerText()).toBe('blue');
  await isAccessible(page, isScripted, 'changes');

  await page.goto(`${site.address}/comments/mine`);
  await isAccessible(page, isScripted, 'mine');
  await page.locator(`#own-${id}`).getByRole('link', { name: 'Delete' }).click();
  await isAccessible(page, isScripted, 'delete');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByText('This comment was removed by its author.').waitFor();
  expect(await page.locator('#comments').innerText()).not.toContain('blue one');
  await isAccessible(page, isScripted, 'removed');
  await page.getByText('1 reply', { exact: true }).click();
  expect(await page.getByText('Red it is.').isVisible()).toBe(false);
  await page.context().close();
});
