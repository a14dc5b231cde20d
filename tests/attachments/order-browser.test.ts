// tests/attachments/order-browser.test.ts: files stand on the comment in the order in which they were chosen.
import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { mp4 } from './files.ts';

const site = await startBlog();
const browser = await startBrowser();
await saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true });
await site.blog.db('settings').insert({ name: 'comment_previously_approved', value: 'false' });

let hours = 0;

async function openForm(): Promise<Page> {
  hours += 1;
  site.setTime(new Date(Date.parse('2026-08-01T09:00:00Z') + hours * 3_600_000).toISOString());
  const post = await site.hasPost();
  const page = await browser.newPage();
  await page.goto(`${site.address}/2026/08/01/${post.slug}/`);
  await page.fill('#comment', `Two for you, ${post.slug}`);
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.com');
  return page;
}

const large = { name: '1-first-large.mp4', mimeType: 'video/mp4', buffer: mp4(20 * 2 ** 20) };
const small = { name: '2-second-small.mp4', mimeType: 'video/mp4', buffer: mp4() };
const received = (page: Page) => page.locator('.attachments-item', { hasText: 'received' });

/** The files of the only comment on the page, from the top. */
const namesOnComment = async ({ blog }: typeof site) =>
  (
    await blog
      .db('attachments')
      .join('media', 'media.id', 'attachments.media_id')
      .where('comment_id', blog.db('comments').max('id'))
      .orderBy(['attachments.position', 'attachments.id'])
      .limit(10)
      .select('media.name')
  ).map(({ name }: { name: string }) => name);

test('a large file that was chosen first stands before a small one', async () => {
  const page = await openForm();

  await page.setInputFiles('#attachment', [large, small]);
  await received(page).nth(1).waitFor();
  const listed = await page.locator('.attachments-item .attachments-name').allTextContents();
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);
  const shown = await page.locator('.comment').last().textContent();

  expect(listed).toEqual([large.name, small.name]);
  expect(await namesOnComment(site)).toEqual([large.name, small.name]);
  expect(shown!.indexOf(large.name)).toBeLessThan(shown!.indexOf(small.name));
  await page.close();
});

test('a comment sent at once waits, and its files stand in order all the same', async () => {
  const page = await openForm();

  await page.setInputFiles('#attachment', [large, small]);
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);

  expect(await namesOnComment(site)).toEqual([large.name, small.name]);
  await page.close();
});

test('five files never burden the line with more than two requests, and one that is taken back is not sent', async () => {
  const page = await openForm();
  const open = new Set<Request>();
  let most = 0;
  let sent = 0;
  const isFile = (request: Request) => request.url().endsWith('/attachments');
  page.on('request', (request) => {
    if (!isFile(request)) return;
    open.add(request);
    sent += 1;
    most = Math.max(most, open.size);
  });
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/attachments', async (route) => {
    await held;
    await route.continue();
  });

  const names = ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4', 'e.mp4'];
  await page.setInputFiles(
    '#attachment',
    names.map((name) => ({ ...small, name })),
  );
  await expect.poll(() => sent).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Remove d.mp4' }).click();
  letGo();
  await received(page).nth(3).waitFor();
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);

  expect(most).toBeLessThanOrEqual(2);
  expect(sent).toBe(4);
  expect(await namesOnComment(site)).toEqual(['a.mp4', 'b.mp4', 'c.mp4', 'e.mp4']);
  await page.close();
});

test('a form that comes back keeps its files in their order, and what is added stands behind them', async () => {
  const page = await openForm();
  await page.fill('#email', 'ada@nowhere');
  await page.evaluate(`document.querySelector('#commentform').noValidate = true`);
  await page.setInputFiles('#attachment', [
    { ...small, name: 'b.mp4' },
    { ...small, name: 'a.mp4' },
  ]);
  await page.click('#submit');
  await page.getByRole('button', { name: 'Remove a.mp4' }).waitFor();

  await page.setInputFiles('#attachment', { ...small, name: 'c.mp4' });
  await received(page).nth(2).waitFor();
  await page.getByRole('button', { name: 'Remove b.mp4' }).click();
  await page.fill('#email', 'ada@example.com');
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);

  expect(await namesOnComment(site)).toEqual(['a.mp4', 'c.mp4']);
  await page.close();
});

test('a file that is taken back when all of it has gone already is not on the comment', async () => {
  const page = await openForm();
  const { db } = site.blog;
  // The site has the bytes, but cannot say so yet.
  const hold = await db.transaction();
  await hold.raw('LOCK TABLE waiting_files IN SHARE ROW EXCLUSIVE MODE');

  await page.setInputFiles('#attachment', small);
  await page.locator('.attachments-item', { hasText: '100 %' }).waitFor();
  await page.getByRole('button', { name: `Remove ${small.name}` }).click();
  await page.click('#submit');
  await hold.commit();
  await page.waitForURL(/#comment-\d+$/);

  expect(await namesOnComment(site)).toEqual([]);
  expect(await db('waiting_files').limit(5)).toEqual([]);
  await page.close();
});

test('where one file is allowed, the next takes its place also when all of it has gone already', async () => {
  const { db } = site.blog;
  await saveSettings(db, attachmentSettings, { enable_multiple_upload: false });
  const page = await openForm();
  const hold = await db.transaction();
  await hold.raw('LOCK TABLE waiting_files IN SHARE ROW EXCLUSIVE MODE');

  await page.setInputFiles('#attachment', { ...small, name: 'old.mp4' });
  await page.locator('.attachments-item', { hasText: '100 %' }).waitFor();
  await page.setInputFiles('#attachment', { ...small, name: 'new.mp4' });
  await hold.commit();
  await received(page).filter({ hasText: 'new.mp4' }).waitFor();
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);

  expect(await namesOnComment(site)).toEqual(['new.mp4']);
  await page.close();
});
