// tests/comments/moderation/accessible-browser.test.ts: the moderation screens for keyboards, screen readers and narrow windows, light, dark and right to left.
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../../blog.ts';
import { startBrowser } from '../../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const owner = await site.hasUser({ role: 'administrator' });
const post = await site.hasPost({ title: 'A talk' });
const asked = await site.hasComment({ post_id: post.id, author_name: 'Marit', content: 'Who was it?' });
const { id } = await site.hasComment({
  post_id: post.id,
  parent_id: asked.id,
  status: 'hold',
  author_ip: '203.0.113.7',
  content: 'averyveryveryverylongwordwithoutanyspace'.repeat(5),
});
await site.blog.db('comment_judgements').insert({
  comment_id: id,
  score: 40,
  reasons: JSON.stringify([
    { rule: 'links', links: 3 },
    { rule: 'part', name: 'words', points: 40, detail: 'word' },
  ]),
});

test.each([
  { path: '/admin/comments?status=hold', width: 1280, scheme: 'light', dir: 'ltr' },
  { path: '/admin/comments?s=very', width: 1024, scheme: 'dark', dir: 'rtl' },
  { path: '/admin/comments', width: 360, scheme: 'dark', dir: 'ltr' },
  { path: `/admin/comments/${id}`, width: 360, scheme: 'light', dir: 'rtl' },
] as const)('$path at $width, $scheme, $dir', { timeout: 60_000 }, async ({ path, width, scheme, dir }) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  const [name, value] = (await sessionCookie(site.blog, owner)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}${path}`);
  await page.locator('.bubble:visible', { hasText: '1' }).waitFor();
  await page.evaluate(`document.documentElement.dir = '${dir}'`);
  await page.evaluate(axe.source);

  const wrong = await page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );

  expect(wrong).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await context.close();
});
