// tests/comments/content/render.test.ts: what becomes of a reader's words.
import { expect, test } from 'vitest';
import { linksIn, renderComment } from '../../../src/comments/content/render.ts';
import { parseHtml, printHtml } from '../../../src/base/html/parse.ts';
import { startBlog } from '../../blog.ts';
import { processorTime } from '../../processor-time.ts';

const { blog } = await startBlog();
const none = () => Promise.resolve(new Map<string, string>());
const html = async (content: string) => (await renderComment(blog, content, { embedsFor: none })).html;

test.each([
  ['**bold** and _soft_', '<p><strong>bold</strong> and <em>soft</em></p>'],
  ['one\ntwo\n\nthree', '<p>one<br>\ntwo</p>\n<p>three</p>'],
  ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
  ['> said', '<blockquote>\n<p>said</p>\n</blockquote>'],
  ['`a < b`', '<p><code>a &lt; b</code></p>'],
  ['[here](https://example.com/)', '<p><a href="https://example.com/" rel="nofollow ugc">here</a></p>'],
  [
    'see https://example.com/a_b_c',
    '<p>see <a href="https://example.com/a_b_c" rel="nofollow ugc">https://example.com/a_b_c</a></p>',
  ],
  ['Well :) "quoted" it\'s', '<p>Well 🙂 “quoted” it’s</p>'],
  ['# not a heading', '<p># not a heading</p>'],
  ['a <b>bold</b> <i>word</i>', '<p>a <b>bold</b> <i>word</i></p>'],
  [
    '![pic](https://example.com/x.png)',
    '<p>!<a href="https://example.com/x.png" rel="nofollow ugc">pic</a></p>',
  ],
])('%s', async (typed, shown) => {
  expect(await html(typed)).toBe(shown);
});

test('lists that were typed as HTML hold no breaks, and nothing stands empty behind a block', async () => {
  const shown = await html(
    'One\ntwo\n<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>\nthree\n<blockquote>four</blockquote>\nfive\nsix',
  );

  expect(shown).not.toMatch(/<(?:ul|ol)>\s*<br>|<\/(?:li|ol|ul|blockquote)>\s*<br>/);
  expect(shown.match(/<br>/g)).toHaveLength(5);
  expect(shown).toContain('One<br>\ntwo');
  expect(shown).toContain('five<br>\nsix');
});

test('old comments in HTML keep their form', async () => {
  const shown = await html(
    'First line\nsecond <strong>line</strong>\n\n<blockquote>words</blockquote>\n\nlast',
  );

  expect(shown).toBe(
    '<p>First line<br>\nsecond <strong>line</strong></p>\n<blockquote>words</blockquote>\n<p>last</p>',
  );
});

test.each([
  ['A1', `<a title='x onmouseover=alert(1) ${'A'.repeat(65_000)}`],
  ['A3', '[<a href="x" title="]"> onmouseover=alert(1)'],
  ['A6', `[caption code=">]</a><a onmouseover='alert(1)'>x</a>`],
  ['A7', '<xmp><script>alert(1)</script></xmp>'],
  ['A8', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
  [
    'A8',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ],
  ['A8', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
  ['A11', '<img src=x onerror=1>'],
  ['A13', '<!--mfunc x--><esi:include src=/wp-admin/>'],
  [
    'scheme',
    '[x](javascript:alert(1)) <a href="java&#10;script:alert(1)">y</a> [z](data:text/html,<script>1</script>)',
  ],
  ['handler', '<b onclick="alert(1)" style="position:fixed">x</b><form action="/x"><input></form>'],
])('nothing typed can run or break the page (%s)', async (_id, typed) => {
  const shown = await html(typed);

  const elements = printHtml(parseHtml(shown)).match(/<[a-z][^>]*>/gi) ?? [];
  expect(elements.filter((one) => !/^<(p|br|a|b|em|strong|code|pre|blockquote|q)\b/.test(one))).toEqual([]);
  expect(elements.filter((one) => / (on\w+|style|action)=|="\s*(javascript|data):/i.test(one))).toEqual([]);
  // Read again by a browser it stays what it is.
  expect(printHtml(parseHtml(shown))).toBe(shown);
});

test('text cut by no column: four-byte characters stay whole (A2)', async () => {
  expect(await html("<q cite='a 🔥'>b</q>")).toContain('<q');
  expect(await html('fire 🔥 here')).toBe('<p>fire 🔥 here</p>');
});

test('hostile texts take no time (A9)', async () => {
  const texts = [
    '&#'.repeat(20_000),
    '*'.repeat(50_000),
    '['.repeat(30_000),
    '`'.repeat(20_000),
    '<b>'.repeat(200),
    '>'.repeat(20_000),
    '_a'.repeat(30_000),
  ];
  for (const text of texts) {
    const { spent } = await processorTime(() => html(text).catch(() => 'refused'));
    expect(spent, text.slice(0, 5)).toBeLessThan(1500);
  }
});

test('a link alone on a line becomes what the embeds make of it, others stay links', async () => {
  const video = 'https://video.example/watch?v=1&t=2_3_4';
  const embeds = () => Promise.resolve(new Map([[video, '<figure class="embed">card</figure>']]));

  const rendered = await renderComment(
    blog,
    `Look:\n${video}\nhttps://other.example/\n\nand ${video} inside`,
    { embedsFor: embeds },
  );

  expect(rendered.html).toBe(
    [
      '<p>Look:</p>',
      '<figure class="embed">card</figure>',
      '<p><a href="https://other.example/" rel="nofollow ugc">https://other.example/</a></p>',
      '<p>and <a href="https://video.example/watch?v=1&amp;t=2_3_4" rel="nofollow ugc">https://video.example/watch?v=1&amp;t=2_3_4</a> inside</p>',
    ].join('\n'),
  );
  expect(rendered.embed_urls).toEqual([video]);
  expect(linksIn(rendered)).toBe(2);
});
