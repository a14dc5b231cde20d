// tests/editor/tools.test.ts: the rich editor's toolbar: every button writes what it says, and a keyboard reaches it.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, problemsOf, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });

const tool = (page: Page, name: string) =>
  page.locator('.tox-editor-header').getByRole('button', { name, exact: true });

/** Shows the second row of the toolbar. */
async function allTools(page: Page): Promise<void> {
  await tool(page, 'Reveal or hide additional toolbar items').click();
  await tool(page, 'Page break').waitFor();
}

/** Chooses all words of the paragraph that holds them. */
const choose = (page: Page, words: string) =>
  page.evaluate(`(() => {
    const editor = tinymce.activeEditor;
    const block = [...editor.getBody().querySelectorAll('p')].find((one) => one.textContent.includes(${JSON.stringify(words)}));
    editor.focus();
    editor.selection.select(block, true);
    editor.nodeChanged();
  })()`);

/** Waits until no menu is open any more: TinyMCE then gives the focus to the text or, when it is busy, to its toolbar. */
const menuClosed = (page: Page) => page.locator('.tox-menu').waitFor({ state: 'detached' });

/** Waits until no menu is open any more, and the keys go into the text, where the caret stands in such an element. */
const writing = (page: Page, selector: string) =>
  expect
    .poll(
      () =>
        page.evaluate(`(() => {
          const editor = tinymce.activeEditor;
          return !document.querySelector('.tox-menu') && document.activeElement === editor?.iframeElement &&
            editor.hasFocus() && Boolean(editor.selection.getNode().closest(${JSON.stringify(selector)}));
        })()`),
      { timeout: 20_000 },
    )
    .toBe(true);

test.each([
  ['Blockquote', 'a\n\nTwo\n\nb', /^a\n\n<blockquote>\s*<p>Two<\/p>\s*<\/blockquote>\n\nb$/],
  ['Block of code', 'a\n\nTwo\n\nb', 'a\n\n<pre><code>Two</code></pre>\n\nb'],
  ['Code', 'a\n\nTwo\n\nb', 'a\n\n<code>Two</code>\n\nb'],
  ['Bold', 'Two', /^<(b|strong)>Two<\/\1>$/],
  ['Italic', 'Two', /^<(i|em)>Two<\/\1>$/],
  ['Strikethrough', 'Two', /^<(s|del)>Two<\/\1>$/],
  ['Align right', 'Two', '<p style="text-align: right;">Two</p>'],
  ['Page break', 'a\n\nTwo\n\nb', 'a\n\nTwo\n\n<!--nextpage-->\n\nb'],
  ['Horizontal line', 'a\n\nTwo', /^a\n\n<hr>/],
])('%s', { timeout: 60_000 }, async (name, text, after) => {
  const { page, trouble, context } = await openDesk(site, browser, mara);
  await putText(page, text);
  await allTools(page);
  await choose(page, 'Two');

  await tool(page, name).click();

  const written = await textNow(page);
  if (typeof after === 'string') expect(written).toBe(after);
  else expect(written).toMatch(after);
  expect(trouble).toEqual([]);
  await context.close();
});

test('headings, lists and tables, also among blocks', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await putText(page, '<!-- wp:paragraph -->\n<p>Two</p>\n<!-- /wp:paragraph -->');
  await allTools(page);
  await choose(page, 'Two');
  await tool(page, 'Block Paragraph').click();
  await page.getByRole('menuitemcheckbox', { name: 'Heading 3' }).click();
  await menuClosed(page);
  await body.locator('h3').click();
  await writing(page, 'h3');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await writing(page, 'p');
  await page.keyboard.type('one');
  await tool(page, 'Numbered list').first().click();
  await writing(page, 'li');
  await body.locator('li').click();
  await writing(page, 'li');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await writing(page, 'li:nth-child(2)');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await writing(page, 'p');
  await tool(page, 'Table').click();
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click();
  await page.locator('.tox-insert-table-picker').waitFor();
  for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await menuClosed(page);
  await body.locator('td').first().click();
  await writing(page, 'tr:first-child > td:first-child');
  await page.keyboard.type('cell');

  expect((await textNow(page)).replaceAll(/\s*\n\s*/g, '')).toMatch(
    new RegExp(
      [
        '^<!-- wp:heading {"level":3} --><h3 class="wp-block-heading">Two</h3><!-- /wp:heading -->',
        '<!-- wp:list {"ordered":true} --><ol class="wp-block-list"><!-- wp:list-item --><li>one</li><!-- /wp:list-item -->',
        '<!-- wp:list-item --><li>two</li><!-- /wp:list-item --></ol><!-- /wp:list -->',
        '<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>cell</td>.*</table></figure><!-- /wp:table -->$',
      ].join(''),
    ),
  );
  expect(trouble).toEqual([]);
  await context.close();
});

test(
  'found and replaced in the text, not in what islands show; words are counted so, too',
  { timeout: 60_000 },
  async () => {
    const post = await site.hasPost({ title: 'Heron', slug: 'heron', html: '<p>A heron stands.</p>' });
    const link = `http://blog.example/?p=${post.id}`;
    const { page, body, context } = await openDesk(site, browser, mara);
    const text = `A heron, and a Heron.\n\n${link}\n\n<!-- wp:acme/heron /-->`;
    await putText(page, text);
    await body.getByText('A heron stands.').waitFor();
    await expect.poll(() => page.locator('.tox-statusbar__wordcount').textContent()).toBe('5 words');
    await body.getByText('A heron, and').click();

    await page.keyboard.press('Control+f');
    const dialog = page.getByRole('dialog', { name: 'Find and Replace' });
    await dialog.getByRole('textbox', { name: 'Find' }).fill('heron');
    await dialog.getByLabel('Replace with').fill('tern');
    await dialog.getByRole('button', { name: 'Find', exact: true }).click();
    const problems = await problemsOf(page);
    await dialog.getByRole('button', { name: 'Replace all' }).click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(await textNow(page)).toBe(text.replace('A heron, and a Heron.', 'A tern, and a tern.'));
    expect(problems).toEqual([]);
    await context.close();
  },
);

test('in the whole window, and without anything around the text', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  await body.click();
  await writing(page, 'body');
  await page.keyboard.type('All of it.');
  await allTools(page);
  const size = () =>
    page.evaluate<number>(`Math.round(document.querySelector('.tox-tinymce').getBoundingClientRect().width)`);

  await tool(page, 'Fullscreen').click();
  await expect.poll(size, { timeout: 20_000 }).toBe(1280);
  await tool(page, 'Fullscreen').click();
  await expect.poll(size, { timeout: 20_000 }).toBeLessThan(1280);
  await tool(page, 'Write without distraction').click();
  await page.getByRole('button', { name: 'Write without distraction', pressed: true }).waitFor();
  const seen = [
    await page.getByRole('button', { name: 'Publish' }).isVisible(),
    await page.getByLabel('Visibility').isVisible(),
    await page.getByLabel('Title', { exact: true }).isVisible(),
    await page.getByRole('button', { name: 'Write without distraction', pressed: true }).count(),
  ];
  // A button under the mouse, or with the focus, has a tooltip, which stands outside of all landmarks.
  await body.click();
  await writing(page, 'body');
  await page.locator('.tox-tooltip').waitFor({ state: 'detached' });
  const problems = await problemsOf(page);
  await page.keyboard.press('Shift+Alt+w');

  await page.getByLabel('Visibility').waitFor();
  expect(seen).toEqual([true, false, true, 1]);
  expect(problems).toEqual([]);
  expect(await textNow(page)).toBe('All of it.');
  await context.close();
});

test('with the keyboard alone: the toolbar, help, and back into the text', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  await allTools(page);
  const more = tool(page, 'Reveal or hide additional toolbar items');
  const unnamed = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.tox button, .tox [role="button"]')]
       .filter((one) => !(one.getAttribute('aria-label') || one.textContent).trim())
       .map((one) => one.outerHTML.slice(0, 100))`,
  );
  await more.click();
  await tool(page, 'Page break').waitFor({ state: 'hidden' });
  await body.click();
  await page.keyboard.type('Typed.');
  await page.keyboard.press('Alt+F10');
  const first = await page.evaluate('document.activeElement.getAttribute("aria-label")');
  // The first takes the tooltip away.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.type(' More.');
  await page.keyboard.press('Alt+0');
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  const problems = await problemsOf(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Help' }).waitFor({ state: 'detached' });
  await page.keyboard.type(' And more.');
  await page.keyboard.press('Control+k');
  await page.getByLabel('Address or search').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.editor-dialog').waitFor({ state: 'detached' });
  await page.keyboard.type(' The end.');

  expect(unnamed).toEqual([]);
  expect(first).toBe('Block Paragraph');
  expect(problems).toEqual([]);
  expect(await textNow(page)).toBe('Typed. More. And more. The end.');
  await context.close();
});
