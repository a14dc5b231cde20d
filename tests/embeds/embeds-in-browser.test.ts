// tests/embeds/embeds-in-browser.test.ts: a reader sees cards at once, asks nobody else before a click, then one frame.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { frameHosts } from '../../src/embeds/services/frame-hosts.ts';
import { wantEmbeds } from '../../src/embeds/want.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { renderContent } from '../../src/posts/content/render.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();

const links = {
  youtube: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62',
  x: 'https://x.com/jack/status/20',
  facebook: 'https://www.facebook.com/zuck/posts/10102577175875681',
  plain: 'https://example.com/some/page',
};

async function hasPostWithLinks() {
  const content = Object.values(links).join('\n\n');
  const rendered = await renderContent(site.blog, { content, content_format: 'html' });
  const post = await site.hasPost({ content, ...rendered });
  await inTransaction(site.blog, (blog) => wantEmbeds(blog, rendered.embed_urls));
  return permalink(site.blog, post);
}

/** A page whose requests to others are noted and stopped. */
async function open(path: string, options: { javaScriptEnabled?: boolean } = {}) {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 }, ...options });
  const foreign: string[] = [];
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.route(
    (url) => url.origin !== site.address,
    (route) => {
      foreign.push(route.request().url());
      return route.fulfill({ contentType: 'text/html', body: '<title>the service</title>' });
    },
  );
  await page.goto(site.address + path, { waitUntil: 'load' });
  return { page, foreign, problems };
}

const frames = (page: Page) => page.locator('.embed iframe');

test('cards come at once and alone; a click loads that service’s frame and nothing else', async () => {
  const path = await hasPostWithLinks();
  const { page, foreign, problems } = await open(path);

  expect(await page.locator('.embed-card').count()).toBe(3);
  expect(await page.locator(`a[href="${links.plain}"]:not(.embed-card)`).count()).toBe(1);
  expect(foreign).toEqual([]);

  const before = await page.locator('.embed-player').first().boundingBox();
  await page.locator('.embed-player .embed-card').first().click();
  await frames(page).first().waitFor();

  const frame = frames(page).first();
  const address = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=62';
  await expect.poll(() => foreign).toEqual([address]);
  expect(await frame.getAttribute('src')).toBe(address);
  expect(await frame.getAttribute('sandbox')).toContain('allow-scripts');
  expect(await frame.getAttribute('sandbox')).not.toContain('allow-top-navigation');
  expect(await frame.getAttribute('referrerpolicy')).toBe('strict-origin-when-cross-origin');
  expect(await frame.getAttribute('title')).toContain('YouTube');
  expect(await page.evaluate('document.activeElement.tagName')).toBe('IFRAME');
  const after = await frame.boundingBox();
  expect(Math.abs(after!.height - before!.height)).toBeLessThan(40);

  await page.locator(`.embed-card[href="${links.x}"]`).click();
  await page.locator(`.embed-card[href="${links.facebook}"]`).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => foreign.map((url) => new URL(url).host))
    .toEqual(['www.youtube-nocookie.com', 'platform.twitter.com', 'www.facebook.com']);
  expect(await frames(page).count()).toBe(3);
  expect(problems).toEqual([]);
  await page.close();
});

test('after the background work title and poster are there, from our own host; the frame’s host is on the list', async () => {
  const thumbnail = 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg';
  const watched = encodeURIComponent('https://www.youtube.com/watch?v=dQw4w9WgXcQ');
  site.web(`https://www.youtube.com/oembed?url=${watched}&maxwidth=640&maxheight=960&format=json`, {
    content_type: 'application/json',
    body: Buffer.from(JSON.stringify({ title: 'A song', author_name: 'Rick', thumbnail_url: thumbnail })),
  });
  const picture = sharp({ create: { width: 480, height: 360, channels: 3, background: '#07c' } });
  site.web(thumbnail, { content_type: 'image/jpeg', body: await picture.jpeg().toBuffer() });

  const path = await hasPostWithLinks();
  await site.work();
  const { page, foreign } = await open(path);

  const card = page.locator('.embed-player').first();
  expect(await card.innerText()).toContain('A song');
  const poster = card.locator('img');
  expect(await poster.getAttribute('src')).toMatch(/^\/uploads\//);
  await expect
    .poll(() =>
      poster.evaluate((image) => Number((image as unknown as { naturalWidth: number }).naturalWidth)),
    )
    .toBeGreaterThan(0);
  expect(foreign).toEqual([]);
  const { headers } = await site.request.get(path);
  const policy = /frame-src ([^;]*)/.exec(headers['content-security-policy']!)![1];
  expect(policy).toBe(["'self'", ...frameHosts.map((host) => `https://${host}`)].join(' '));
  await page.close();
});

test('a reader’s link alone on its line becomes a card too; without script it leads to the service', async () => {
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
  const path = await hasPostWithLinks();
  const post = await site.blog.db<{ id: number }>('posts').orderBy('id', 'desc').first();
  const fields = { author: 'Ada', email: 'ada@example.com', comment_post_ID: post!.id };

  await site.request
    .post('/comments')
    .type('form')
    .send({ ...fields, comment: 'Look:\n\nhttps://youtu.be/9bZkp7q19f0\n\nGood.' });
  const { page, foreign } = await open(path, { javaScriptEnabled: false });
  const card = page.locator('#comments .embed-card');

  expect(await card.getAttribute('href')).toBe('https://youtu.be/9bZkp7q19f0');
  await card.click();
  await page.waitForURL('https://youtu.be/9bZkp7q19f0');
  expect(foreign).toEqual(['https://youtu.be/9bZkp7q19f0']);
  await page.close();
});
