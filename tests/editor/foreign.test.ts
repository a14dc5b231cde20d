// tests/editor/foreign.test.ts: what other pages and other people write as if it were the editor's own.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });

const paste = (page: Page, html: string) =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', ${JSON.stringify(html)});
    clipboardData.setData('text/plain', 'x');
    const body = tinymce.activeEditor.getBody();
    body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  })()`);

// Any page may put TinyMCE's mark into the clipboard.
const forged = '<!-- x-tinymce/html -->';

test.each([
  ['a page', '<p data-qb-source="%">Pasted</p>'],
  ['a page that forges the mark', `${forged}<div class="qb-island" data-qb-source="%E0%A4">Pasted</div>`],
])('an island of %s that stands for nothing stops no writing', { timeout: 60_000 }, async (_from, html) => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await body.click();
  await page.keyboard.type('Before.');
  await page.keyboard.press('Enter');

  await paste(page, html);
  await page.keyboard.type(' And more.');

  await expect.poll(() => textNow(page)).toMatch(/^Before\.[^]*Pasted[^]* And more\./);
  expect(await textNow(page)).not.toContain('data-qb');
  expect(trouble).toEqual([]);
  await context.close();
});

test('a pasted island is seen as what it stands for, and is that', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  await body.click();
  const source = encodeURIComponent('<details><summary>Buy</summary>spam</details>');

  await paste(page, `${forged}<p>Nice</p><p data-qb-source="${source}" style="display: none" hidden>x</p>`);

  await body.locator('.qb-island summary').first().waitFor({ state: 'visible' });
  await expect.poll(() => textNow(page)).toBe('Nice\n\n<details><summary>Buy</summary>spam</details>');
  await context.close();
});

test('no pasted form is sent from here', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
  await body.click();
  const form =
    '<form action="/admin/users/add" method="post"><input name="login" value="eve"><button>Go</button></form>';

  await paste(
    page,
    `${forged}<p>Words</p>${form}<iframe srcdoc="${form.replaceAll('"', '&quot;')}"></iframe>`,
  );

  await expect.poll(() => textNow(page)).toContain('Words');
  expect(await body.locator('form, input, button:not(.tox *), iframe').count()).toBe(0);
  expect(await textNow(page)).not.toMatch(/<(?:form|input|iframe)/);
  expect(sent.filter((url) => url.endsWith('/users/add'))).toEqual([]);
  await context.close();
});

test(
  'a text of somebody else that looks like the editor’s own is left as it is',
  { timeout: 60_000 },
  async () => {
    const { page, body, trouble, context } = await openDesk(site, browser, mara);
    const block = '<!-- wp:constructor -->\n<p>Third</p>\n<!-- /wp:constructor -->';
    const text = `First.\n\n<p data-qb-source="%">Second</p>\n\n${block}\n\n<form><input name="a"></form>\n\nLast.`;

    await putText(page, text);
    await body.getByText('Last.').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' End.');

    await expect.poll(() => textNow(page)).toBe(`${text} End.`);
    expect(trouble).toEqual([]);
    await context.close();
  },
);
