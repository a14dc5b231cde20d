// tests/editor/things.test.ts: what stands between the paragraphs: links, pictures, embeds, markers, islands; and clean pastes.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, paste, problemsOf, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });

const folder = process.env.SHOTS;
const look = async (page: Page, name: string) => {
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

/** Chooses words in the text, wherever they stand. */
const choose = (page: Page, words: string) =>
  page.evaluate(`(() => {
    const editor = tinymce.activeEditor;
    const texts = editor.getDoc().createTreeWalker(editor.getBody(), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(${JSON.stringify(words)});
      if (at < 0) continue;
      const range = editor.dom.createRng();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + ${words.length});
      editor.focus();
      editor.selection.setRng(range);
      editor.nodeChanged();
      return;
    }
  })()`);

const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test(
  'a link to an own post is found by its title; one to elsewhere is typed',
  { timeout: 60_000 },
  async () => {
    await site.hasPost({ title: 'Herons at dawn', slug: 'herons' });
    const { page, trouble, context } = await openDesk(site, browser, mara);
    await putText(page, 'See that and here.');

    await choose(page, 'that');
    await tool(page, 'Link').click();
    await page.getByLabel('Address or search').fill('heron');
    await page.getByRole('button', { name: 'Herons at dawn' }).click();
    await look(page, 'link');
    const problems = await problemsOf(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Link' }).click();
    await expect.poll(() => textNow(page)).toContain('/herons/');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await choose(page, 'here');
    await page.keyboard.press('Control+k');
    await page.getByLabel('Address or search').fill('example.com/a?b=1&c');
    await page.getByLabel('Open in a new tab').check();
    await page.keyboard.press('Enter');
    await expect.poll(() => textNow(page)).toContain('example.com');

    expect(await textNow(page)).toBe(
      'See <a href="/2026/08/01/herons/">that</a> and ' +
        '<a href="https://example.com/a?b=1&amp;c" target="_blank" rel="noopener">here</a>.',
    );
    expect(problems).toEqual([]);
    expect(trouble).toEqual([]);
    await context.close();
  },
);

test('a pasted link is shown as what it leads to; markers part the text', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  const url = 'https://www.youtube.com/watch?v=jNQXAC9IVRw';
  await body.click();
  await page.keyboard.type('First.');
  await page.keyboard.press('Enter');
  await paste(page, { 'text/plain': url });
  await body.locator('.embed-card').waitFor();
  await page.keyboard.type('Second and third.');
  await choose(page, ' and third.');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: /^Read more/ }).click();
  await body.getByText('Read more').waitFor();
  await page.setViewportSize({ width: 1280, height: 1300 });
  await look(page, 'embed');

  expect(await textNow(page)).toBe(`First.\n\n${url}\n\nSecond\n\n<!--more-->\n\nand third.`);
  expect(trouble).toEqual([]);
  await context.close();
});

const columns =
  '<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph --><p>Left</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->';
const paragraph = (words: string) => `<!-- wp:paragraph -->\n<p>${words}</p>\n<!-- /wp:paragraph -->`;

test(
  'a block the editor has no element for is an island: moved, changed, removed',
  { timeout: 60_000 },
  async () => {
    const { page, body, trouble, context } = await openDesk(site, browser, mara);
    const text = [paragraph('One'), columns, paragraph('Two'), '<!-- wp:latest-posts /-->'].join('\n\n');
    await putText(page, text);
    const island = body.locator('> .qb-island').filter({ hasText: 'Columns' });
    await island.getByText('Left').waitFor();

    await island.click();
    await look(page, 'islands');
    await tool(page, 'Move down').click();
    const moved = await textNow(page);
    await tool(page, 'Edit as HTML').click();
    await page.getByRole('dialog').getByLabel('HTML').fill(columns.replace('Left', 'Right'));
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await body.getByText('Right').waitFor();
    const changed = await textNow(page);
    await body.getByText('Latest posts').click();
    await tool(page, 'Remove').click();
    await choose(page, 'Two');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Three');
    const less = await textNow(page);

    expect(moved).toBe(
      [paragraph('One'), paragraph('Two'), columns, '<!-- wp:latest-posts /-->'].join('\n\n'),
    );
    expect(changed).toBe(moved.replace('Left', 'Right'));
    expect(less).toBe(
      [paragraph('One'), paragraph('Two'), paragraph('Three'), columns.replace('Left', 'Right')].join('\n\n'),
    );
    expect(trouble).toEqual([]);
    await context.close();
  },
);

test('a picture stands left, has words and leads somewhere', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await putText(
    page,
    'Before.\n\n<figure class="wp-block-image"><img src="/public/favicon.svg" alt="" width="64" /></figure>',
  );

  await body.locator('> figure img').click();
  await tool(page, 'Left, words beside it').click();
  await tool(page, 'Alternative text, caption, link').click();
  await page.getByRole('textbox', { name: 'Alternative text' }).fill('A "quill"');
  await page.getByLabel('Caption').fill('Our sign');
  await page.getByLabel('Leads to').fill('/about/');
  await look(page, 'picture');
  const problems = await problemsOf(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await body.locator('> figure').getByText('Our sign').waitFor();

  expect(await textNow(page)).toBe(
    'Before.\n\n<figure class="wp-block-image alignleft"><a href="/about/"><img src="/public/favicon.svg" ' +
      'alt="A &quot;quill&quot;" width="64"></a><figcaption class="wp-element-caption">Our sign</figcaption></figure>',
  );
  expect(problems).toEqual([]);
  expect(trouble).toEqual([]);
  await context.close();
});

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head><body>
<!--StartFragment--><h1>Report<o:p></o:p></h1>
<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=EN-US style='font-size:11pt'>Some <b>bold</b> words<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>one</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a)<span>&nbsp;&nbsp; </span></span><![endif]>inner</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>two</p>
<!--EndFragment--></body></html>`;
const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-family:Arial;font-weight:700">Bold</span><span style="font-size:11pt"> and </span><a href="https://www.google.com/url?q=https://example.com/x&amp;sa=D"><span style="text-decoration:underline">a link</span></a></p><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc"><p dir="ltr" role="presentation"><span style="font-style:italic">item</span></p></li></ul><br></b>`;

test.each([
  [
    'Word',
    word,
    /^<h2>Report<\/h2>\n\nSome <(b|strong)>bold<\/\1> words\n\n<ul>\s*<li>one\s*<ol>\s*<li>inner<\/li>\s*<\/ol>\s*<\/li>\s*<li>two<\/li>\s*<\/ul>$/,
  ],
  [
    'Google Docs',
    docs,
    /^<strong>Bold<\/strong> and <a href="https:\/\/example\.com\/x">a link<\/a>\n\n<ul>\s*<li><em>item<\/em><\/li>\s*<\/ul>$/,
  ],
])('what comes from %s is clean', { timeout: 60_000 }, async (_from, html, clean) => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await body.click();

  await paste(page, { 'text/html': html, 'text/plain': 'x' });

  await expect.poll(() => textNow(page)).not.toBe('');
  expect(await textNow(page)).toMatch(clean);
  expect(trouble).toEqual([]);
  await context.close();
});
