// tests/editor/round-trip.test.ts: texts in the real editor: opened, one paragraph changed, and nothing else differs.
import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { split } from '../../browser/editor/segments.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { saxesItems } from '../posts/wxr.ts';
import { realExports } from '../shared.ts';
import { openDesk, putText, textNow } from './desk.ts';

const site = await startBlog();
const browser = await startBrowser();
let page: Page;

beforeAll(async () => {
  const mara = await site.hasUser({ login: 'mara', role: 'editor' });
  ({ page } = await openDesk(site, browser, mara));
  // Pictures of the old host are not asked for.
  await page.route(
    (url) => url.origin !== site.address,
    (route) => route.abort(),
  );
});

const classic = `Ada & Bea
<b>walk</b>.


<h2 class="x">A head</h2>Close&nbsp;by &copy; <!-- a note --> they <code>a
b</code> stop.

[gallery ids="1,2"]
<!--more Read on-->
<ul>
	<li>one
two</li>
</ul>
<strike>gone</strike> <font color="red">red</font>

<i>never closed

<div class="row"><div>in a row</div></div>
[caption id="attachment_1" align="alignleft" width="300"]<img src="/a.jpg" alt="" /> A <em>bay</em>[/caption]
<script>document.title = 'no';</script>
https://example.com/a
<table><tr><td>1</table>
`;

const blocks = `<!-- wp:paragraph {"align":"center"} -->
<p class="has-text-align-center">One</p>
<!-- /wp:paragraph -->

<!-- wp:acme/map {"zoom":3} -->
<div class="map">A map</div>
<!-- /wp:acme/map -->
<!-- wp:list -->
<ul><!-- wp:list-item -->
<li>one</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph --><p>in</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->

Loose words.

<!-- wp:latest-posts /-->`;

test.each([
  ['classic', classic, 8],
  ['blocks', blocks, 3],
])('a %s text', async (_kind, text, writable) => {
  expect(await roundTrip(page, text)).toBeGreaterThanOrEqual(writable);
});

describe.skipIf(!realExports().length)('real exports (../shared, absent here when skipped)', () => {
  const texts = realExports()
    .flatMap((file) => saxesItems(fs.readFileSync(file, 'utf8')))
    // Forms have one character for the end of a line.
    .map(({ content }) => content.replaceAll(/\r\n?/g, '\n'))
    .filter(Boolean);

  test('every text, every paragraph', { timeout: 180_000 }, async () => {
    let changed = 0;
    for (const text of texts) changed += await roundTrip(page, text);

    expect(texts.length).toBeGreaterThan(100);
    expect(changed).toBeGreaterThan(400);
  });
});

/** Changes each element that can be written in, one after the other, and returns how many there were. */
async function roundTrip(page: Page, text: string): Promise<number> {
  await putText(page, text);
  await page.evaluate(`tinymce.activeEditor.dispatch('change')`);
  expect(await textNow(page)).toBe(text);

  const { segments } = split(text);
  const starts: number[] = [];
  let end = 0;
  for (const { before, source } of segments) {
    starts.push(end + before.length);
    end += before.length + source.length;
  }
  const changes = await page.evaluate<{ segment: number; now: string }[]>(changeEach);
  for (const { segment, now } of changes) {
    const [start, { source }] = [starts[segment]!, segments[segment]!];
    const behind = text.slice(start + source.length);
    expect(now.slice(0, start)).toBe(text.slice(0, start));
    expect(now.endsWith(behind)).toBe(true);
    const written = now.slice(start, now.length - behind.length);
    expect(written).toContain('CHANGED');
    if (source.startsWith('<!--')) expect(written.slice(0, 12)).toBe(source.slice(0, 12));
  }
  return changes.length;
}

const changeEach = `[...tinymce.activeEditor.getBody().children].flatMap((element) => {
  const segment = Number(element.dataset.qb?.split('-')[1] ?? NaN);
  const editor = tinymce.activeEditor;
  const place = element.isContentEditable ? element : element.querySelector('figcaption');
  if (!place || element.matches('hr, .qb-island') || Number.isNaN(segment)) return [];
  const leaf = [...place.querySelectorAll('li, td, p')].at(-1) ?? place;
  const word = document.createTextNode('CHANGED');
  leaf.append(word);
  editor.dispatch('change');
  window.dispatchEvent(new Event('blur'));
  const now = document.querySelector('textarea[name="content"]').value;
  word.remove();
  return [{ segment, now }];
})`;
