// tests/comments/form/in-a-browser.test.ts: a reader comments in a real browser: with the mouse, with keys, without script.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const post = await site.hasPost({ title: 'A talk' });
const bea = await site.hasComment({ post_id: post.id, author_name: 'Bea', content: 'What do you think?' });
const address = `${site.address}/2026/08/01/${post.slug}/`;

test('a reply with keys alone: the form moves, comes back, and is sent', async () => {
  const page = await browser.newPage();
  await page.goto(address);

  await page.locator(`[data-comment="${bea.id}"]`).focus();
  await page.keyboard.press('Enter');
  const moved = page.locator(`#comment-${bea.id} #respond`);
  await moved.waitFor();
  expect(await page.locator('#reply-title').innerText()).toContain('Leave a Reply to Bea');
  expect(await page.evaluate('document.activeElement?.id')).toBe('comment');
  await page.keyboard.press('Escape');
  expect(await moved.count()).toBe(0);
  expect(await page.evaluate('document.activeElement?.className')).toBe('comment-reply-link');
  await page.keyboard.press('Enter');
  await page.keyboard.type('I think **so**.');
  await page.locator('#author').fill('Carl');
  await page.locator('#email').fill('carl@example.com');
  await page.keyboard.press('Enter');

  const reply = page.locator(`#comment-${bea.id} ol.children .comment-content`);
  await reply.waitFor();
  expect(await reply.innerText()).toBe('I think so.');
  expect(page.url()).toMatch(/#comment-\d+$/);
  expect(await page.locator('#comment').inputValue()).toBe('');
  await page.close();
});

test('without script: the reply link leads to a form for it, a refusal gives all back', async () => {
  site.setTime('2026-08-01T10:00:00Z');
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(address);

  await page.locator(`[href*="replytocom=${bea.id}"]`).click();
  expect(await page.locator('#reply-title').innerText()).toContain('Leave a Reply to Bea');
  await page.locator('#comment').fill('Without script');
  await page.locator('#author').fill('Dora');
  await page.locator('#email').fill('dora@example');
  await page.locator('#submit').click();
  await page.locator('#comment-error').waitFor();
  expect(await page.locator('#comment').inputValue()).toBe('Without script');
  await page.locator('#email').fill('dora@example.com');
  await page.locator('#submit').click();

  const shown = page.locator(`#comment-${bea.id} ol.children .comment-content`);
  await shown.filter({ hasText: 'Without script' }).waitFor();
  await page.close();
});

test('what is typed outlives leaving the page', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('#comment').fill('A long letter');

  await page.goto(`${site.address}/`);
  await page.goto(address);

  expect(await page.locator('#comment').inputValue()).toBe('A long letter');
  await page.close();
});

test('a link to a comment on another page of comments leads there', async () => {
  await saveSettings(site.blog.db, discussion, { page_comments: true, comments_per_page: 1 });
  const long = await site.hasPost();
  const first = await site.hasComment({ post_id: long.id, content: 'The first' });
  await site.hasComment({ post_id: long.id, content: 'The second' });
  const page = await browser.newPage();

  await page.goto(`${site.address}/2026/08/01/${long.slug}/#comment-${first.id}`);

  await page.locator(`#comment-${first.id}`).waitFor();
  expect(page.url()).toContain('/comment-page-1/');
  await saveSettings(site.blog.db, discussion, { page_comments: false });
  await page.close();
});

test.each(['light', 'dark'] as const)('nothing stands in the way of anybody, %s', async (colorScheme) => {
  const author = await site.hasUser({ role: 'author', display_name: 'Writer' });
  const post = await site.hasPost({ author_id: author.id, title: 'Much said' });
  let parent_id: number | null = null;
  for (const [author_name, content] of [
    ['Bea Miller', 'A question that is long enough to fill more than a single line on a telephone.'],
    [
      'Carl',
      'An answer with https://example.com/a/very/long/address/that/does/not/fit/on/a/telephone/at/all',
    ],
    ['Dora', 'Another'],
    ['Émile Zola', 'And one more'],
  ] as const) {
    const made = await site.hasComment({ post_id: post.id, parent_id, author_name, content });
    parent_id = made.id;
  }
  await site.hasComment({
    post_id: post.id,
    parent_id,
    author_name: 'Writer',
    user_id: author.id,
    content: 'Mine',
  });
  await site.hasComment({
    post_id: post.id,
    type: 'trackback',
    author_name: 'Blog',
    author_url: 'https://x.example/',
  });
  const address = `${site.address}/2026/08/01/${post.slug}/`;

  for (const width of [360, 1280]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    await page.goto(address);
    if (process.env.PICTURES) {
      await page.screenshot({
        path: `${process.env.PICTURES}/comments-${width}-${colorScheme}.png`,
        fullPage: true,
      });
    }
    await page.evaluate(axe);
    const wrong = await page.evaluate("axe.run('#comments').then(({ violations }) => violations)");
    expect(wrong).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  }
});
