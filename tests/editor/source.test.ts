// tests/editor/source.test.ts: the tab Code and Markdown: the text as it is written, and no letter lost between the ways.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { fillText } from '../writing/write-screen.ts';
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
  await go('markdown', async () => {
    await tab('Markdown');
    await page.getByRole('dialog').getByRole('button', { name: 'Write in Markdown' }).click();
  });
  // Nothing was written: there is nothing to ask.
  await go('visual', () => tab('Visual'));
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
  await page.getByLabel('Title', { exact: true }).fill('Marked');
  await page.getByRole('button', { name: 'Markdown', exact: true }).click();
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

test(
  'leaving Markdown asks: turned into HTML, kept as written, or not at all',
  { timeout: 60_000 },
  async () => {
    const { page, body, trouble, context } = await openDesk(site, browser, mara);
    const tab = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const answer = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click();
    const way = (name: string) => page.locator(`form[data-editing="${name}"]`).waitFor();
    await tab('Markdown');
    await way('markdown');
    const source = '# Head\n\n*soft* & <b>hard</b>\n';
    await putText(page, source);

    await tab('Visual');
    const problems = await problemsOf(page);
    await answer('Cancel');
    const stayed = [await textNow(page), await page.evaluate('document.activeElement.textContent')];
    await tab('Visual');
    await answer('Turn into HTML');
    await way('visual');
    await body.getByRole('heading', { name: 'Head' }).waitFor();
    const turned = await textNow(page);
    await tab('Markdown');
    await way('markdown');
    const back = await textNow(page);
    await tab('Code');
    await answer('Keep as written');
    await way('code');
    const kept = await textNow(page);

    expect(stayed).toEqual([source, 'Visual']);
    expect(turned).toBe('<h1>Head</h1>\n<p><em>soft</em> &amp; <b>hard</b></p>');
    expect([back, kept]).toEqual([source, source]);
    expect(await page.locator('[name="content_format"]').inputValue()).toBe('html');
    expect(problems).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  },
);

test(
  'whoever wrote in Markdown last begins in it; an old post opens as it is',
  { timeout: 60_000 },
  async () => {
    const { page, context } = await openDesk(site, browser, mara);
    const post = await site.hasPost({ title: 'Old', content: 'As <i>ever</i>.', author_id: mara.id });
    await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    await page.locator('form[data-editing="markdown"]').waitFor();
    page.on('dialog', (dialog) => void dialog.accept());

    await page.goto(`${site.address}/admin/posts/new`);
    await page.locator('form[data-editing="markdown"]').waitFor();
    const pressed = await page.getByRole('button', { name: 'Markdown', pressed: true }).count();
    await page.goto(`${site.address}/admin/posts/${post.id}`);
    await page.locator('form[data-editing="visual"]').waitFor();

    expect(pressed).toBe(1);
    expect(await textNow(page)).toBe('As <i>ever</i>.');
    await context.close();
  },
);

test('the source stands in nobody’s way, narrow and wide, light and dark', { timeout: 90_000 }, async () => {
  const { page, context } = await openDesk(site, browser, mara);
  const wrong: string[] = [];
  const texts = {
    code: '<!-- wp:a --><h2 class="x">A &amp; b</h2>\n\n<script>let a = 1;</script> and more',
    markdown: '# Head\n\n*soft* **hard** `code` [a](b)\n\n> quote\n\n- one\n',
  };
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  for (const way of ['code', 'markdown'] as const) {
    if (way === 'markdown') {
      await page.getByRole('button', { name: 'Markdown', exact: true }).click();
      await page.getByRole('button', { name: 'Write in Markdown' }).click();
    }
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
