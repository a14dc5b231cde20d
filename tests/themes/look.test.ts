// tests/themes/look.test.ts: the themes Newsroom and Essay in a real browser: nobody is kept out, nothing sticks out, nothing foreign.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { appearance } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { sampleBlog } from '../site/sample.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let places: Record<string, string>;

beforeAll(async () => {
  places = await sampleBlog(site);
  const agent = await site.signIn(await site.hasUser({ role: 'administrator', login: 'chief' }));
  const picture = await sharp({ create: { width: 1500, height: 1000, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();
  await agent.post('/admin/media/upload').attach('files', picture, 'bay.jpg');
  await site.work();
  const [media] = (await site.blog.db('media').select('id')) as { id: number }[];
  await site.blog
    .db('posts')
    .whereIn('slug', ['pinned', 'a-long-walk', 'log-12'])
    .update({ featured_media_id: media!.id });
  await saveSettings(site.blog.db, general, { blogdescription: 'News from both sides of the water' });
  await saveSettings(site.blog.db, appearance, { stylesheet: 'news' });
});

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run({ rules: { 'target-size': { enabled: true } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );
}

test.each([
  ...['home', 'single', 'category', 'locked', 'child', 'search', 'lost'].map(
    (kind) => [kind, 'news'] as const,
  ),
  ['home', 'essay'],
  ['single', 'essay'],
] as const)(
  'the page “%s” of the theme %s is in nobody’s way at any width, light and dark, either direction',
  { timeout: 60_000 },
  async (kind, stylesheet) => {
    await saveSettings(site.blog.db, appearance, { stylesheet });
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    const requested: string[] = [];
    page.on('request', (request) => void requested.push(request.url()));
    const wrong: string[] = [];

    for (const [width, colorScheme] of [
      [360, 'light'],
      [768, 'dark'],
      [1280, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(site.address + places[kind]);
      wrong.push(...(await faults(page)).map((fault) => `${width}: ${fault}`));
      await page.evaluate(`document.documentElement.dir = 'rtl'`);
      const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (beyond > 0) wrong.push(`${width}: ${beyond} px too wide`);
    }
    await page.close();
    await saveSettings(site.blog.db, appearance, { stylesheet: 'news' });

    expect(wrong).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(site.address))).toEqual([]);
    expect(requested.some((url) => url.includes(`/themes/${stylesheet}/css/${stylesheet}.css?ver=`))).toBe(
      true,
    );
  },
);

test('the pinned post stands large on top of the front page, and related posts under an article', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(site.address + places.home);

  const size = (selector: string) =>
    page.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector(${JSON.stringify(selector)})).fontSize)`,
    );
  const lead = await page.locator('.card').first().innerText();
  const [large, small] = [await size('.card-lead h2'), await size('.cards .card h2')];
  await page.goto(site.address + places.single);
  const related = await page.locator('.related li').allInnerTexts();
  await page.close();

  expect(lead).toContain('Read this first');
  expect(large).toBeGreaterThan(small * 1.5);
  expect(related.length).toBe(3);
  expect(related.join()).toContain('Taken over from a neighbour');
  expect(related.join()).not.toContain('A long walk');
});

test('a paragraph in Hebrew is set from the right on a site that is not, its list beside the marks', async () => {
  const html = `<p>שלום.</p><p>Hello.</p><ul><li>אחת.</li></ul>`;
  const { slug } = await site.hasPost({ title: 'עברית', slug: 'hebrew', content: html, html });
  const page = await browser.newPage({ viewport: { width: 900, height: 800 } });

  await page.goto(`${site.address}/2026/08/01/${slug}/`);
  /** How far the words stand from the left of their block. */
  const gaps = await page.evaluate<number[]>(
    `[...document.querySelectorAll('.content :is(p, li), h1')].map((block) => {
      const range = document.createRange();
      range.selectNodeContents(block);
      return Math.round(range.getBoundingClientRect().left - block.getBoundingClientRect().left);
    })`,
  );
  await page.close();

  const [title, hebrew, english, item] = gaps;
  expect(title).toBeGreaterThan(100);
  expect(hebrew).toBeGreaterThan(100);
  expect([english, item]).toEqual([0, 0]);
});

test('a block of a text that calls itself featured is none of the theme’s', async () => {
  const html = `<figure class="wp-block-gallery alignwide featured"><figure><img src="/favicon.svg" alt=""></figure></figure>`;
  await site.hasPost({ slug: 'called-so', content: html, html });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

  await page.goto(`${site.address}/2026/08/01/called-so/`);
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  const shown = await page.locator('.content .featured').count();
  await page.close();

  expect([shown, beyond]).toEqual([1, 0]);
});
