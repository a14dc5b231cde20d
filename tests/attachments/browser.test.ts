// tests/attachments/browser.test.ts: files are dropped, pasted, chosen and removed in a real browser.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { mp4, pdf, png } from './files.ts';

const site = await startBlog();
const browser = await startBrowser();
await saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true, max_upload_size: 1 });
await site.blog.db('settings').insert({ name: 'comment_previously_approved', value: 'false' });

let hours = 0;

async function openForm(options: object = {}): Promise<Page> {
  hours += 1;
  site.setTime(new Date(Date.parse('2026-08-01T09:00:00Z') + hours * 3_600_000).toISOString());
  const post = await site.hasPost();
  const page = await browser.newPage(options);
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => void complaints.push(error.message));
  await page.goto(`${site.address}/2026/08/01/${post.slug}/`);
  await page.fill('#comment', `See what I brought, ${post.slug}`);
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.com');
  return page;
}

const complaints: string[] = [];
const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
const received = (page: Page) => page.locator('.attachments-item', { hasText: 'received' });

/** Gives the page a file as a drop or a paste does. */
function give(page: Page, how: 'drop' | 'paste', name: string, type: string, body: Buffer) {
  return page.evaluate(`(() => {
    const data = new DataTransfer();
    const bytes = new Uint8Array(${JSON.stringify([...body])});
    data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    const options = { dataTransfer: data, clipboardData: data, bubbles: true, cancelable: true };
    const event = ${how === 'drop' ? 'new DragEvent("drop", options)' : 'new ClipboardEvent("paste", options)'};
    document.querySelector('#comment').dispatchEvent(event);
  })()`);
}

test('chosen, dropped and pasted files are shown, described, removed and sent', async () => {
  const page = await openForm();

  await page.setInputFiles('#attachment', file('paper.pdf', 'application/pdf', pdf));
  await give(page, 'drop', 'sea.png', 'image/png', png);
  await give(page, 'paste', 'image.png', 'image/png', png);
  await received(page).nth(2).waitFor();
  const preview = await page.locator('img.attachments-preview').count();
  const said = await page.locator('[data-status]').textContent();
  await page.getByRole('button', { name: 'Remove image.png' }).click();
  await page.locator('li', { hasText: 'sea.png' }).getByLabel('Description').fill('The sea at noon');
  const left = await received(page).count();
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);

  expect([preview, left]).toEqual([2, 2]);
  expect(said).toMatch(/received\.$/);
  expect(await page.locator('.attachments-images img').getAttribute('alt')).toBe('The sea at noon');
  await expect
    .poll(() => page.evaluate(`document.querySelector('.attachments-images img').naturalWidth`))
    .toBe(40);
  expect(await page.locator('.attachments-card').textContent()).toContain('paper.pdf');
  expect(complaints).toEqual([]);
  await page.close();
});

test('a comment sent while its film is still on the way waits for it', async () => {
  const page = await openForm();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/attachments', async (route) => {
    await held;
    await route.continue();
  });

  await page.setInputFiles('#attachment', file('film.mp4', 'video/mp4', mp4(500_000)));
  await page.click('#submit');
  const said = await page.locator('[data-status]').textContent();
  const bars = await page.locator('progress').count();
  letGo();
  await page.waitForURL(/#comment-\d+$/);

  expect(said).toBe('The comment is sent as soon as its files have arrived.');
  expect(bars).toBe(1);
  expect(await page.locator('video').count()).toBe(1);
  await page.close();
});

test('a refused file says why, before and after it was sent', async () => {
  const page = await openForm();

  await page.setInputFiles('#attachment', [
    file('long.mp4', 'video/mp4', mp4(2 ** 20 + 1)),
    file('lie.png', 'image/png', pdf),
  ]);
  const refused = page.locator('.is-refused');
  await refused.nth(1).waitFor();

  expect((await refused.allTextContents()).join()).toMatch(/larger than 1 MB.*is not what its name says/s);
  await page.getByRole('button', { name: 'Remove long.mp4' }).click();
  expect(await refused.count()).toBe(1);
  await page.close();
});

test('without script the plain field does, and a refusal keeps the file', async () => {
  const page = await openForm({ javaScriptEnabled: false });
  await page.fill('#email', 'ada@nowhere');

  await page.setInputFiles('#attachment', file('sea.png', 'image/png', png));
  await page.fill('input[name="attachment_alt"]', 'The sea');
  await page.evaluate(`document.querySelector('#commentform').noValidate = true`);
  await page.click('#submit');
  await page.waitForSelector('.attachments-received li');

  expect(await page.locator('.attachments-received li').textContent()).toContain('sea.png');
  expect(await page.locator('.attachments-received input[type=text]').inputValue()).toBe('The sea');
  await page.fill('#email', 'ada@example.com');
  await page.click('#submit');
  await page.waitForURL(/comment-\d+$/);
  expect(await page.locator('.attachments-images img').getAttribute('alt')).toBe('The sea');
  await page.close();
});

test('the field and its list are usable by everybody', async () => {
  const page = await openForm();
  await page.setInputFiles('#attachment', file('sea.png', 'image/png', png));
  await received(page).first().waitFor();

  await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run('.attachments-field').then(({ violations }) => violations.map(({ id, help }) => id + ': ' + help))`,
  );

  expect(found).toEqual([]);
  expect(await page.locator('.attachments-notices').textContent()).toMatch(
    /maximum upload file size: 1 MB.*You can upload: image, audio, video, document, spreadsheet, interactive, other\..*automatically embedded/s,
  );
  await page.close();
});
