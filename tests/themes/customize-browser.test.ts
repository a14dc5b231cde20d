// tests/themes/customize-browser.test.ts: who may choose; and Customize in a real browser.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sessionCookie } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { site, admin, agent, sheetIn } from './customize-kit.ts';

const browser = await startBrowser();

test('only administrators choose', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answers = [
    await editor.get('/admin/customize'),
    ...(await Promise.all(
      ['open', 'preview', 'publish', 'reset', 'discard'].map((verb) =>
        editor.post(`/admin/customize/${verb}`).type('form').send({ theme: 'news' }),
      ),
    )),
  ];

  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(403));
  expect((await agent.get('/admin/customize')).status).toBe(200);
});

/** The colour of the ground in the previewed page; '' while it loads. */
const groundOf = (page: Page) =>
  page
    .frames()
    .at(1)!
    .evaluate<string>('getComputedStyle(document.body).backgroundColor')
    .catch(() => '');

async function openCustomize(options: { javaScriptEnabled: boolean }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const [name, value] = (await sessionCookie(site.blog, admin)).split('=') as [string, string];
  await context.addCookies([{ name, value, url: site.address }]);
  const page = await context.newPage();
  await page.goto(`${site.address}/admin/customize`);
  return page;
}

test(
  'in a browser a choice is shown at once, and its page’s links keep showing it',
  { timeout: 60_000 },
  async () => {
    const page = await openCustomize({ javaScriptEnabled: true });
    const frame = page.frameLocator('iframe');

    await page.locator('#option_paper').fill('#000000');
    await expect.poll(() => groundOf(page), { timeout: 20_000 }).toBe('rgb(0, 0, 0)');
    await page.locator('[data-warnings]').waitFor();
    await frame.locator('.summary h2 a').first().click();
    await frame.locator('.entry').waitFor();
    // The words are there before their sheet is.
    await expect.poll(() => groundOf(page), { timeout: 20_000 }).toBe('rgb(0, 0, 0)');
    const [inside] = page.frames().slice(1);
    await page.locator('[data-width="375"]').click();
    const width = (await page.locator('iframe').boundingBox())!.width;
    const reader = await site.request.get('/');
    await page.context().close();

    expect(inside!.url()).toContain('customize_preview=1');
    expect(width).toBeLessThan(380);
    expect(sheetIn(reader.text)).toBeUndefined();
  },
);

test(
  'on a telephone the preview is one press away, and so are the choices',
  { timeout: 60_000 },
  async () => {
    const page = await openCustomize({ javaScriptEnabled: true });
    const isSeen = (selector: string) =>
      page.evaluate<boolean>(
        `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('${selector}').getBoundingClientRect())`,
      );

    const wide = await page.locator('.customize-narrow').first().isVisible();
    await page.setViewportSize({ width: 360, height: 760 });
    await page.getByRole('link', { name: 'Look at it' }).click();
    await expect.poll(() => isSeen('[data-widths]')).toBe(true);
    const away = await isSeen('#options .panel:first-of-type summary');
    await page.getByRole('link', { name: 'Back to the choices' }).click();
    await expect.poll(() => isSeen('#options .panel:first-of-type summary')).toBe(true);
    await page.context().close();

    expect([wide, away]).toEqual([false, false]);
  },
);

test('Enter in a field publishes nothing', { timeout: 60_000 }, async () => {
  const page = await openCustomize({ javaScriptEnabled: false });

  await page.locator('[name="find_logo"]').fill('anchor');
  await page.locator('[name="find_logo"]').press('Enter');
  await page.waitForURL(/pictures=logo/);
  const notice = await page.locator('.notice').first().textContent();
  await page.context().close();

  expect(notice).toContain('a draft of yours');
});

test(
  'without a script the button shows the choice, and another publishes it',
  { timeout: 60_000 },
  async () => {
    const page = await openCustomize({ javaScriptEnabled: false });

    await page.locator('summary', { hasText: 'Footer' }).click();
    await page.locator('#option_footer_text').fill('Plain words');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.frameLocator('iframe').locator('.footer-text').waitFor();
    const shown = await page.frameLocator('iframe').locator('.footer-text').innerText();
    const before = await site.request.get('/');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.locator('.notice', { hasText: 'Published' }).waitFor();
    await page.context().close();

    expect(shown).toBe('Plain words');
    expect(before.text).not.toContain('Plain words');
    expect((await site.request.get('/')).text).toContain('Plain words');
  },
);
