// tests/editor/paste.test.ts: whole clipboards of Word, Google Docs, LibreOffice and web pages; and links to anywhere.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { openDesk, paste, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
const mara = await site.hasUser({ login: 'mara', role: 'editor' });
const clipboard = (name: string) =>
  fs.readFileSync(path.join(import.meta.dirname, '../fixtures/clipboard', `${name}.html`), 'utf8');

const expected: Record<string, string> = {
  word: `<h2>Minutes of the harbour meeting</h2>

Present were <strong>Ada</strong>, <em>Grace</em> and the harbour master’s <s>dog</s> cat.

<h2>Agenda</h2>

<ol><li>Dredging<ul><li>north basin</li><li>south basin</li></ul></li><li>Fees, see <a href="https://harbour.example/fees">the list</a></li></ol>

<table><tbody><tr><td>Berth</td><td>Fee</td></tr><tr><td>1</td><td>40 €</td></tr></tbody></table>

<p style="text-align: center;">Closed at noon.</p>`,
  docs: `<h2>Field notes</h2>

Herons stand <strong>very</strong> still; H<sub>2</sub>O, m<sup>2</sup>. See <a href="https://birds.example/heron?a=1">this page</a>.

<ul><li>first<ul><li>inner</li></ul></li><li><em><strong>second</strong></em></li></ul>

<table><tbody><tr><td>Bird</td><td>Count</td></tr></tbody></table>`,
  libreoffice: `<h2>A heading</h2>

A paragraph with <b>bold</b> and <i>soft</i> words.

<ul><li>one</li><li>two</li></ul>`,
  web: `A <strong>fine</strong> page with a <a href="https://elsewhere.example/x">link</a>.

<blockquote><p>Said somebody.</p></blockquote>`,
};

/** What means the same is written the same. */
const plain = (text: string) =>
  text
    .replaceAll(/>\s+(?=<(?:li|tr|td|tbody|\/|ul|ol|p))/g, '>')
    .replaceAll(/<(\/?)b>/g, '<$1strong>')
    .replaceAll(/<(\/?)i>/g, '<$1em>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+(?=<[uo]l>)/g, (gap) => (gap.includes('\n\n') ? gap : ''));

test.each(Object.keys(expected))('what comes from %s is clean', { timeout: 60_000 }, async (name) => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await body.click();

  await paste(page, { 'text/html': clipboard(name), 'text/plain': 'x' });
  await expect.poll(() => textNow(page)).not.toBe('');
  const written = await textNow(page);

  expect(plain(written)).toBe(plain(expected[name]!));
  expect(written).not.toMatch(/mso|class=|font|<span|<o:|<!--|style="(?!text-align)/i);
  expect(trouble).toEqual([]);
  await context.close();
});

test('a link to anywhere is a card or a link, never something broken', { timeout: 60_000 }, async () => {
  site.web(
    'https://known.example/',
    '<title>A known page</title><meta property="og:title" content="A known page">',
  );
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  const links = ['https://known.example/', 'https://gone.example/a?b=1&c=%22', 'https://user@10.0.0.1:81/x'];
  await body.click();
  for (const link of links) {
    await paste(page, { 'text/plain': link });
    await body.locator('.qb-island').getByText(link, { exact: false }).waitFor();
  }
  await site.work();
  await body.getByText('A known page').waitFor();

  expect(await body.locator('.qb-island').count()).toBe(3);
  expect(await body.locator('.qb-island-shown').nth(1).locator('a').getAttribute('href')).toBe(links[1]);
  expect(await textNow(page)).toBe(links.join('\n\n').replace('&c', '&amp;c'));
  expect(trouble).toEqual([]);
  await context.close();
});
