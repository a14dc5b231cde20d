// tests/setup/first-post-browser.test.ts: from the printed link to a scheduled post with pictures and an embed, without a document.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeSetupToken } from '../../src/accounts/setup-token.ts';
import { publishDuePosts } from '../../src/posts/publish.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { paste, textNow, troubleOn } from '../editor/desk.ts';

const browser = await startBrowser();
const link = 'https://www.youtube.com/watch?v=jNQXAC9IVRw';

const photograph = async (name: string, background: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 1200, height: 800, channels: 3, background } })
    .jpeg()
    .toBuffer(),
});

const screens = [
  { title: 'on a desk', viewport: { width: 1280, height: 900 } },
  { title: 'on a telephone', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
];

for (const { title, ...screen } of screens)
  test(`a new owner writes, illustrates and schedules ${title}`, { timeout: 90_000 }, async () => {
    const site = await startBlog();
    const token = await makeSetupToken(site.blog);
    const context = await browser.newContext(screen);
    const page = await context.newPage();
    const trouble = troubleOn(page, site.address);

    await page.goto(`${site.address}/setup?token=${token}`);
    await page.getByLabel('Site title').fill('Tide Notes');
    await page.getByLabel('Your name').fill('Mara Lind');
    await page.getByLabel('User name').fill('mara');
    await page.getByLabel('Email').fill('mara@example.com');
    await page.getByLabel('Password').fill('four quiet grey herons');
    await page.getByRole('button', { name: 'Set up the blog' }).click();
    await page.getByText('Your blog is ready').waitFor();
    await page.getByRole('link', { name: 'New post' }).click();
    await page.locator('form[data-editing="visual"]').waitFor();
    const body = page.frameLocator('.tox-edit-area iframe').locator('body');

    await page.getByLabel('Title', { exact: true }).fill('A walk along the harbour wall');
    await body.click();
    await page.keyboard.type('Low water at six.');
    await page.keyboard.press('Enter');
    await paste(page, { 'text/plain': link });
    await body.locator('.embed-card').waitFor();
    const dialog = page.getByRole('dialog');
    await page.locator('button[data-add-media]').click();
    await dialog.getByLabel('Upload files').setInputFiles(await photograph('wall.jpg', '#3f6b8a'));
    await dialog.getByLabel('Alternative text').fill('A wall at low water');
    await dialog.getByRole('button', { name: 'Put into the text' }).click();
    await expect.poll(() => textNow(page)).toMatch(/<img[^>]+src="\/uploads\//);
    await page.locator('button[data-add-media]').click();
    await dialog
      .getByLabel('Upload files')
      .setInputFiles(
        await Promise.all([
          photograph('boat.jpg', '#7a3b3b'),
          photograph('net.jpg', '#3b7a4f'),
          photograph('gull.jpg', '#6b6b2f'),
        ]),
      );
    await dialog.getByRole('button', { name: 'Put 3 files into the text' }).click();
    await expect.poll(() => textNow(page)).toMatch(/\[gallery ids="\d+,\d+,\d+"/);
    await page.getByLabel('Notes', { exact: true }).check();
    await page.locator('#fold-tags summary').click();
    await page.getByRole('combobox', { name: 'Tags' }).fill('harbour, herons');
    await page.locator('#published_at').fill('2026-08-01T10:00');
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByText('Post scheduled').waitFor();
    await site.work();
    const early = await site.request.get('/');
    site.setTime('2026-08-01T10:00:30Z');
    await publishDuePosts(site.blog);
    await site.work();
    await page.goto(site.address);
    await page.getByRole('link', { name: 'A walk along the harbour wall' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'A walk along the harbour wall' }).waitFor();
    await page.evaluate(`document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })`);
    const shown = () =>
      page.evaluate<boolean[]>(
        `[...document.querySelectorAll('.e-content img[src*="/uploads/"]')].map((image) => image.naturalWidth > 0)`,
      );

    expect(early.text).not.toContain('harbour wall');
    await expect.poll(shown).toEqual([true, true, true, true]);
    expect(await page.locator('.e-content .embed-card').count()).toBe(1);
    expect(await page.locator('.e-content').innerText()).toContain('Low water at six.');
    expect(await page.getByRole('link', { name: '#herons' }).count()).toBe(1);
    expect(trouble).toEqual([]);
    await context.close();
    await site.close();
  });
