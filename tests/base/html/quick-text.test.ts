// tests/base/html/quick-text.test.ts: the quick way to the words of a text says what the parser says, or nothing.
import { expect, test } from 'vitest';
import { textOf } from '../../../src/base/html/excerpt.ts';
import { quickText } from '../../../src/base/html/quick-text.ts';
import { cleanComment, cleanPost } from '../../../src/base/html/sanitize.ts';
import { growth } from '../../processor-time.ts';

const simple = [
  '',
  'bare words',
  '<p>One\n line.<br>Another, with <em>some</em> <strong>weight</strong>.</p>\n<p>Two.</p>',
  '<p>5 < 6 & 7 > 3 &amp; "quotes" &lt;b&gt; &nbsp; end</p>',
  '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><blockquote><p>said</p></blockquote>',
  '<pre><code>if (a &lt; b &amp;&amp; c) {\n  return;\n}</code></pre>',
  '<p><a href="https://a.example/?x=1&amp;y=&quot;2&quot;&gt;" title="a > b < c">a link</a></p>',
  '<p>é ü 🔥 &eacute; &copy; &hellip; &#8217; &#x1F525;</p>',
  '<p>unclosed <em>words <p>and more',
  '<p>&notareference; & lonely &amp</p>',
  '<h2>Title</h2><table><tr><td>1</td><td>2</td></tr></table><hr>',
  `<p>${'- - - - a<br>'.repeat(500)}</p>`,
];

test.each(simple)('as a comment and as a post: %s', (written) => {
  for (const html of [cleanComment(written), cleanPost(written)]) expect(quickText(html)).toBe(textOf(html));
});

test.each([
  ['<figure><figcaption>Under a picture</figcaption></figure><p>Words</p>'],
  ['<p>Words</p><!--more--><p>More</p>'],
  ['<p><img src="a.png" alt="x">Words</p>'],
  ['<p>a &frac12; b</p>'],
  ['<p>5 < 6</p>'],
  ['<p title="open>words</p>'],
])('what only a parser can read is left to it: %s', (html) => {
  expect(quickText(html)).toBeUndefined();
});

test.each([
  ['tags that do not close', '<p '.repeat(100_000)],
  ['quotes that do not close', '<a href="'.repeat(50_000)],
  ['ampersands', '&'.repeat(200_000)],
  ['long references', '&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(10_000)],
  ['spaces', `${' '.repeat(200_000)}<`],
])('%s cost no more than they are long (A9)', (_what, html) => {
  expect(growth(html, quickText)).toBeLessThan(64);
});
