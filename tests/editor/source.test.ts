// tests/editor/source.test.ts: the tab Code and Markdown: the text as it is written, and no letter lost between the ways.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText } from '../posts/write-screen.ts';
import { openDesk, problemsOf, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });
const folder = process.env.SHOTS;

const odd =
  '<p>One</p>\n\n\n[gallery]<!-- wp:acme/map {"a":1} /-->\n<i>never closed\n\n<object data="x"></object>\n';

test('no letter is lost between Visual, Code and Markdown', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await putText(page, odd);
  const seen: string[] = [];
  const go = async (way: string, change: () => Promise<unknown>) => {
    await change();
    await page.locator(`form[data-editing="${way}"]`).waitFor();
    seen.push(await textNow(page));
  };
  const tab = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await go('code', () => tab('Code'));
  await go('visual', () => tab('Visual'));
  await go('markdown', () => page.getByLabel('Written in').selectOption('markdown'));
  await go('visual', () => page.getByLabel('Written in').selectOption('html'));
  await body.getByText('One', { exact: true }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await go('code', () => tab('Code'));
  await fillText(page, 'Two\n\nThree & <b>four</b>');
  await go('visual', () => tab('Visual'));

  expect(seen.slice(0, 4)).toEqual([odd, odd, odd, odd]);
  expect(seen[4]).toBe(odd.replace('One', 'One!'));
  expect(seen[5]).toBe('Two\n\nThree & <b>four</b>');
  await body.getByText('four').waitFor();
  expect(trouble).toEqual([]);
  await context.close();
});

test('Markdown is kept as written, and shown beside it', { timeout: 60_000 }, async () => {
  const { page, trouble, context } = await openDesk(site, browser, mara);
  await page.getByLabel('Title').fill('Marked');
  await page.getByLabel('Written in').selectOption('markdown');
  await page.locator('form[data-editing="markdown"]').waitFor();
  const source = '# Head\n\n*soft* and `code`\n\n- [x](https://example.com/)\n';

  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(source);
  const preview = page.frameLocator('iframe[title="Preview"]');
  await preview.getByRole('heading', { name: 'Head' }).waitFor();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved').waitFor();
  await page.locator('form[data-editing="markdown"]').waitFor();

  const saved = await site.blog.db('posts').where({ title: 'Marked' }).first();
  expect(saved.content.trim()).toBe(source.trim());
  expect(saved.content_format).toBe('markdown');
  await preview.getByText('soft').waitFor();
  expect(trouble).toEqual([]);
  await context.close();
});

test('the source stands in nobody’s way, narrow and wide, light and dark', { timeout: 90_000 }, async () => {
  const { page, context } = await openDesk(site, browser, mara);
  const wrong: string[] = [];
  const texts = {
    code: '<!-- wp:a --><h2 class="x">A &amp; b</h2>\n\n<script>let a = 1;</script> and more',
    markdown: '# Head\n\n*soft* **hard** `code` [a](b)\n\n> quote\n\n- one\n',
  };
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  for (const way of ['code', 'markdown'] as const) {
    if (way === 'markdown') await page.getByLabel('Written in').selectOption('markdown');
    await page.locator(`form[data-editing="${way}"]`).waitFor();
    await putText(page, texts[way]);
    if (way === 'markdown') await page.frameLocator('iframe[title="Preview"]').getByText('hard').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 860 });
        const found = await problemsOf(page);
        wrong.push(...found.map((problem) => `${way} ${width} ${colorScheme}: ${problem}`));
        if (folder) await page.screenshot({ path: `${folder}/${way}-${width}-${colorScheme}.png` });
      }
    }
  }

  expect(wrong).toEqual([]);
  await context.close();
});
