// tests/site/look.test.ts: the theme in a real browser: nothing foreign, nothing in the way of anybody, light to carry.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { sampleBlog } from './sample.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let places: Record<string, string>;

beforeAll(async () => {
  places = await sampleBlog(site);
});

async function open(place: string, options: Parameters<typeof browser.newContext>[0] = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    bypassCSP: false,
    ...options,
  });
  const page = await context.newPage();
  const requested: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => void requested.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(site.address + places[place], { waitUntil: 'load' });
  return { page, requested, problems, close: () => context.close() };
}

/** Rules that axe finds broken, with the first element that breaks each. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 150)}`);
  });
}

const kinds = ['home', 'single', 'locked', 'taken', 'child', 'category', 'search', 'lost'];

test.each(kinds)(
  'the page “%s” asks nothing of anybody else and is in nobody’s way, light and dark',
  async (kind) => {
    const { page, requested, problems, close } = await open(kind);

    const light = await faults(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await faults(page);
    await close();

    expect(light).toEqual([]);
    expect(dark).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(site.address))).toEqual([]);
    expect(requested.length).toBeGreaterThan(1);
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  },
);

test('nothing sticks out from 320 pixels on', async () => {
  const out: [string, number, number][] = [];
  for (const kind of ['home', 'single', 'search']) {
    const { page, close } = await open(kind);
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (beyond > 0) out.push([kind, width, beyond]);
    }
    await close();
  }

  expect(out).toEqual([]);
});

test('a keyboard reaches the content first, and sees where it is', async () => {
  const { page, close } = await open('single');

  await page.keyboard.press('Tab');
  const first = await page.evaluate<string>('document.activeElement.textContent');
  const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
  await page.keyboard.press('Enter');
  const focused = await page.evaluate<string>('document.activeElement.id');
  await close();

  expect([first, outline, focused]).toEqual(['Skip to content', 'solid', 'content']);
});

test('the data for search engines is there and stops no script policy', async () => {
  const { page, problems, close } = await open('single');

  const data = await page.evaluate<string>(
    `document.querySelector('script[type="application/ld+json"]').textContent`,
  );
  await close();

  expect(problems).toEqual([]);
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'Article',
    headline: 'A long walk along the harbour wall & back',
  });
});

test('a right-to-left language turns the page around', async () => {
  await saveSettings(site.blog.db, general, { WPLANG: 'he_IL' });
  const { page, close } = await open('single');

  const turned = await page.evaluate<unknown>(`[
    document.documentElement.lang,
    getComputedStyle(document.body).direction,
    document.querySelector('.site-name').getBoundingClientRect().left >
      document.querySelector('.search').getBoundingClientRect().left,
  ]`);
  await close();
  await saveSettings(site.blog.db, general, { WPLANG: 'en-US' });

  expect(turned).toEqual(['he-IL', 'rtl', true]);
});

test('on paper nothing is cut off', async () => {
  const cells = (name: string) =>
    Array.from({ length: 14 }, (_, at) => `<${name}>Column ${at}</${name}>`).join('');
  const html = `<table><tbody><tr>${cells('th')}</tr><tr>${cells('td')}</tr></tbody></table><pre><code>${'a long line '.repeat(30)}</code></pre>`;
  await site.hasPost({ slug: 'on-paper', content: html, html });
  const page = await browser.newPage({ viewport: { width: 700, height: 900 } });
  const cut = () =>
    page.evaluate<number[]>(
      `[...document.querySelectorAll('.content :is(pre, table)')].map((one) => Math.max(one.scrollWidth - one.clientWidth, one.getBoundingClientRect().right - innerWidth))`,
    );

  await page.goto(`${site.address}/2026/08/01/on-paper/`);
  const shown = await cut();
  await page.emulateMedia({ media: 'print' });
  const printed = await cut();
  await page.close();

  expect(shown.filter((over) => over > 0)).toHaveLength(2);
  expect(printed.filter((over) => over > 1)).toEqual([]);
});

test('styles and scripts of a page weigh at most 30 kB as browsers are sent them, by Brotli', async () => {
  const page = await site.request.get(places.single!);
  const files = [...page.text.matchAll(/(?:href|src)="(\/public\/(?:css|js)\/[^"]+)"/g)].map(
    ([, file]) => file!,
  );

  const bodies = await Promise.all(
    [...new Set(files)].map(async (file) =>
      Buffer.from(await (await fetch(site.address + file)).arrayBuffer()),
    ),
  );
  const weight = bodies.reduce((sum, body) => sum + zlib.brotliCompressSync(body).length, 0);

  expect(files.length).toBeGreaterThan(1);
  expect(weight).toBeGreaterThan(3000);
  expect(weight).toBeLessThan(30 * 1024);
});
