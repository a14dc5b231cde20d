// tests/editor/not-lost.test.ts: whatever else touches the page, and however its tabs are pressed, a text stays what its author wrote.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, textNow, type Desk } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });
const picture = await sharp({ create: { width: 64, height: 40, channels: 3, background: '#5d7f9c' } })
  .png()
  .toBuffer();

const content =
  '<h2>Terns</h2>\n\nOne <b>bold</b> word, and <i>more</i>.\n\n<blockquote>Said.</blockquote>\n\n<ul>\n<li>First</li>\n</ul>\n\nLast words.';
const open = async (text = content) => {
  const post = await site.hasPost({ content: text, author_id: mara.id });
  return openDesk(site, browser, mara, `/admin/posts/${post.id}`);
};

/** Runs in the page with `body`, the text in the editor's frame. */
const inFrame = (page: Page, script: string) =>
  page.evaluate(
    `(() => { const body = document.querySelector('.tox-edit-area iframe').contentDocument.body; ${script} })()`,
  );

/** As page translation wraps words, and as extensions mark elements. */
const foreign = {
  'words wrapped as by translation': `
    for (const paragraph of body.querySelectorAll('p, li, h2'))
      for (const text of [...paragraph.childNodes].filter((node) => node.nodeType === 3)) {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        for (const font of [outer, inner]) font.setAttribute('style', 'vertical-align: inherit;');
        text.replaceWith(outer); outer.append(inner); inner.append(text);
      }`,
  'attributes of an extension': `
    for (const one of body.querySelectorAll('*')) {
      one.setAttribute('data-ext', '1');
      one.setAttribute('_msttexthash', '12');
      one.style.setProperty('--darkreader-inline-color', '#fff');
      one.setAttribute('data-darkreader-inline-color', '');
    }`,
  'an empty style': `body.querySelector('p').setAttribute('style', '')`,
  'an element of an extension': `
    const extension = document.createElement('grammarly-extension');
    extension.textContent = 'Fix 2 mistakes';
    body.append(extension);`,
  'classes of an extension': `for (const one of body.querySelectorAll('p, h2')) one.className = 'grammarly-x notranslate'`,
};

const press = (page: Page, tab: string) => page.getByRole('button', { name: tab, exact: true }).click();
const editing = (page: Page, way: string) => page.locator(`form[data-editing="${way}"]`).waitFor();
const toMarkdown = async (page: Page) => {
  await press(page, 'Markdown');
  await page.getByRole('dialog').getByRole('button', { name: 'Write in Markdown' }).click();
  await editing(page, 'markdown');
};

const type = async ({ page, body }: Desk) => {
  await body.getByText('Last words.').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Typed.');
};

/** The ways out of Visual, and what is done just before. */
const orders: Record<string, (desk: Desk) => Promise<boolean | void>> = {
  'to Code at once': async () => {},
  'to Code after a click into the text': async ({ body }) => body.getByText('Last words.').click(),
  'to Code right after typing': async (desk) => {
    await type(desk);
    return true;
  },
  'to Code a while after typing': async (desk) => {
    await type(desk);
    await expect.poll(() => textNow(desk.page)).toContain('Typed.');
    return true;
  },
  'to Code after asking for Markdown and staying': async ({ page }) => {
    await press(page, 'Markdown');
    await page.keyboard.press('Escape');
    await press(page, 'Markdown');
    await page.keyboard.press('Escape');
  },
  'to Code after the window was made smaller': async ({ page }) =>
    page.setViewportSize({ width: 700, height: 700 }),
};

for (const [what, script] of Object.entries(foreign)) {
  test.each(Object.entries(orders))(
    `${what}, then %s: nothing is lost, nothing comes in`,
    { timeout: 60_000 },
    async (_order, act) => {
      const desk = await open();
      const { page, context, trouble } = desk;
      await inFrame(page, script);

      const hasTyped = await act(desk);
      await press(page, 'Code');
      await editing(page, 'code');

      expect(await textNow(page)).toBe(hasTyped ? `${content} Typed.` : content);
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  test(
    `${what}, after typing, and then to Code and back: nothing is lost, nothing comes in`,
    { timeout: 60_000 },
    async () => {
      const desk = await open();
      const { page, body, context } = desk;
      await type(desk);
      await inFrame(page, script);

      await press(page, 'Code');
      await editing(page, 'code');
      const inCode = await textNow(page);
      await press(page, 'Visual');
      await editing(page, 'visual');

      expect(inCode).toBe(`${content} Typed.`);
      expect(await textNow(page)).toBe(`${content} Typed.`);
      await body.getByText('Last words. Typed.').waitFor();
      await context.close();
    },
  );

  test(
    `${what}, then to Markdown as it is: nothing is lost, nothing comes in`,
    { timeout: 60_000 },
    async () => {
      const { page, context } = await open();
      await inFrame(page, script);

      await toMarkdown(page);

      expect(await textNow(page)).toBe(content);
      await context.close();
    },
  );
}

test(
  'a text that a script takes out of the page stays, and is shown again',
  { timeout: 60_000 },
  async () => {
    const { page, body, context } = await open();

    await inFrame(page, `body.replaceChildren(); window.tinymce.activeEditor.dispatch('input')`);
    await body.getByText('Last words.').waitFor();

    expect(await textNow(page)).toBe(content);
    await context.close();
  },
);

test.each([
  ['keys', (page: Page) => page.keyboard.press('Delete')],
  ['cutting', (page: Page) => page.keyboard.press('Control+x')],
])('a person empties a text by %s', { timeout: 60_000 }, async (_how, act) => {
  const { page, body, context } = await open();
  await body.getByText('Last words.').click();
  await page.keyboard.press('Control+a');

  await act(page);

  await expect.poll(() => textNow(page)).toBe('');
  await press(page, 'Code');
  await editing(page, 'code');
  expect(await textNow(page)).toBe('');
  await context.close();
});

test('translators are asked to leave the text alone', { timeout: 60_000 }, async () => {
  const { page, context } = await open();

  const said = await inFrame(
    page,
    `const { documentElement: html } = body.ownerDocument; return [html.translate, html.className];`,
  );

  expect(said).toEqual([false, expect.stringContaining('notranslate')]);
  await context.close();
});

test(
  'a picture that arrives when the editor was left already stands at the end of the text',
  { timeout: 60_000 },
  async () => {
    const { page, body, context } = await open();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/admin/media/upload**', async (route) => {
      await held;
      await route.continue();
    });
    await body.getByText('Last words.').click();
    await page.evaluate(
      `(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(atob('${picture.toString('base64')}'), (c) => c.charCodeAt(0))], 'late.png', { type: 'image/png' }));
      window.tinymce.activeEditor.getBody().dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
    })()`,
    );
    await body.getByText('Uploading late.png').waitFor();

    await press(page, 'Code');
    await editing(page, 'code');
    letGo();

    await expect
      .poll(() => textNow(page))
      .toMatch(/^<h2>Terns[^]*Last words\.\n\n<figure[^]*wp-image-\d+[^]*<\/figure>$/);
    await context.close();
  },
);

const figure = '<figure class="wp-block-image"><img src="/pictures/none.png" alt="A tern"></figure>';

test.each<[string, (desk: Desk) => Promise<void>]>([
  [
    'a click into the empty space below it',
    async ({ page }) => {
      const box = (await page.locator('.tox-edit-area iframe').boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height - 20);
    },
  ],
  [
    'a click on it and Enter',
    async ({ page, body }) => {
      await body.locator('img').click();
      await page.keyboard.press('Enter');
    },
  ],
  [
    'Control+End from above',
    async ({ page, body }) => {
      await body.getByText('Above.').click();
      await page.keyboard.press('Control+End');
    },
  ],
])('below a last picture one writes after %s', { timeout: 60_000 }, async (_way, go) => {
  for (const text of [
    `Above.\n\n${figure}`,
    `<!-- wp:paragraph -->\n<p>Above.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:image -->\n${figure}\n<!-- /wp:image -->`,
  ]) {
    const desk = await open(text);
    const untouched = await textNow(desk.page);

    await go(desk);
    await desk.page.keyboard.type('Below it.');

    await expect.poll(() => textNow(desk.page)).toMatch(/<\/figure>[^]*Below it\./);
    const now = await textNow(desk.page);
    expect(untouched).toBe(text);
    expect(now.startsWith(text)).toBe(true);
    await desk.context.close();
  }
});
