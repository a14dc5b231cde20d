// tests/posts/footnotes.test.ts: notes of the block editor and of Markdown stand under the text.
import { expect, test } from 'vitest';
import { rendered, site } from './content-kit.ts';

test('footnotes of the block editor stand under the text, with ways back', async () => {
  const notes = JSON.stringify([
    { id: 'aa11', content: 'A <em>note</em><script>x</script>' },
    { id: 'bb22', content: 'Another' },
  ]);
  const { id } = await site.hasPost({ meta: { footnotes: [notes] } as never });
  const text =
    '<!-- wp:paragraph --><p>Words<sup data-fn="aa11" class="fn"><a id="aa11-link" href="#aa11">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->';

  const html = await rendered(text, { id });

  expect(html).toMatch(
    /<ol class="wp-block-footnotes"><li id="aa11">A <em>note<\/em> <a href="#aa11-link" aria-label="Jump to footnote reference 1">↩︎<\/a><\/li><li id="bb22">Another/,
  );
  expect(await rendered(text)).not.toContain('<ol');
  expect(await rendered(text.replace(/<!-- wp:footnotes.*/, ''), { id })).not.toContain('<ol');
});

test.each([
  [
    'a note',
    'Words[^1].\n\n[^1]: The *note*.',
    /Words<sup class="fn"><a href="#fn-1" id="fn-1-link">1<\/a><\/sup>\.<\/p>\s*<ol class="wp-block-footnotes">\s*<li id="fn-1">The <em>note<\/em>\. <a href="#fn-1-link"/,
  ],
  ['a note called twice', 'a[^x] b[^x]\n\n[^x]: N', /id="fn-1-link">1.*id="fn-1-link-2">1/],
  [
    'notes in the order of the words',
    'a[^b] c[^a]\n\n[^a]: First written\n[^b]: Second written',
    /fn-1">Second written.*fn-2">First written/s,
  ],
  ['a note of several lines', 'a[^1]\n\n[^1]: One\n    two\n\nEnd', /fn-1">One\s+two <a/],
  ['a sign without a note', 'a[^1] b', /a\[\^1\] b/],
  ['a note that nobody calls', 'a\n\n[^1]: N', /^<p>a<\/p>$/],
  ['code', '`[^1]`\n\n[^1]: N', /<code>\[\^1\]<\/code>/],
])('Markdown: %s', async (_name, content, shown) => {
  expect(await rendered(content, { content_format: 'markdown' })).toMatch(shown);
});

test('a short text with notes of great length holds nobody up', async () => {
  const notes = JSON.stringify([{ id: 'a', content: '<b>x</b> '.repeat(40_000) }]);
  const { id } = await site.hasPost({ meta: { footnotes: [notes] } as never });

  expect(await rendered('<!-- wp:footnotes /-->', { id })).toContain('<li id="a"><b>x</b> <b>x</b>');
});
