// tests/base/html/text.test.ts: paragraphs, typographic quotes, smilies, links and excerpts.
import type { Root } from 'hast';
import { expect, test } from 'vitest';
import { autop } from '../../../src/base/html/autop.ts';
import { excerptOf, textOf } from '../../../src/base/html/excerpt.ts';
import { linkify } from '../../../src/base/html/linkify.ts';
import { parseHtml, printHtml } from '../../../src/base/html/parse.ts';
import { smilies } from '../../../src/base/html/smilies.ts';
import { texturize } from '../../../src/base/html/texturize.ts';

const after = (pass: (tree: Root) => void, html: string): string => {
  const tree = parseHtml(html);
  pass(tree);
  return printHtml(tree);
};

test.each([
  ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
  ['one\ntwo', '<p>one<br>\ntwo</p>'],
  ['one<br>\ntwo', '<p>one<br>\ntwo</p>'],
  ['one\n<br>two', '<p>one\n<br>two</p>'],
  ['  one  \n \n\n two\n', '<p>one</p>\n<p>two</p>'],
  ['<em>one\n\ntwo</em>', '<p><em>one</em></p>\n<p><em>two</em></p>'],
  ['<h2>a</h2>\ntext\n<h2>b</h2>', '<h2>a</h2>\n<p>text</p>\n<h2>b</h2>'],
  ['<p>kept</p>\n\nadded', '<p>kept</p>\n<p>added</p>'],
  ['<blockquote>quoted\n\ntwice</blockquote>', '<blockquote>\n<p>quoted</p>\n<p>twice</p>\n</blockquote>'],
  ['<div>loose</div>', '<div>loose</div>'],
  ['<div>one\n\ntwo</div>', '<div>\n<p>one</p>\n<p>two</p>\n</div>'],
  ['<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>', '<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>'],
  ['<ul><li>a\nb</li></ul>', '<ul><li>a<br>\nb</li></ul>'],
  ['<pre>a\n\nb</pre>', '<pre>a\n\nb</pre>'],
  ['x <code>a\n\nb</code>', '<p>x <code>a\n\nb</code></p>'],
  ['<table>\n<tr>\n<td>a</td>\n</tr>\n</table>', '<table>\n<tbody><tr>\n<td>a</td>\n</tr>\n</tbody></table>'],
  ['a<!--more-->\n\nb', '<p>a</p>\n<!--more-->\n<p>b</p>'],
  ['<a href="/x"><img src="y"></a>', '<p><a href="/x"><img src="y"></a></p>'],
  ['', ''],
])('paragraphs: %j', (written, shown) => {
  expect(after(autop, written)).toBe(shown);
});

test.each([
  ['"quoted"', '“quoted”'],
  ['say "quoted".', 'say “quoted”.'],
  ["it's 'so'", 'it’s ‘so’'],
  ["'tis the '90s, rock 'n' roll", '’tis the ’90s, rock ’n’ roll'],
  ['"<em>word</em>" "<b>b</b>"', '“<em>word</em>” “<b>b</b>”'],
  ['<em>word</em>"', '<em>word</em>”'],
  ['("nested \'quotes\'")', '(“nested ‘quotes’”)'],
  ['a -- b, a--b, a---b, 1 - 2', 'a — b, a–b, a—b, 1 – 2'],
  ['wait... (tm)', 'wait… ™'],
  ['6\'2" tall', '6′2″ tall'],
  ['"it was 12"', '“it was 12”'],
  ['2x4 and 0x10', '2×4 and 0x10'],
  ['xn--bcher', 'xn--bcher'],
  ['<code>"a" -- b</code> <pre>"c"</pre>', '<code>"a" -- b</code> <pre>"c"</pre>'],
  [
    '<a href="https://example.com/?a--b" title="x -- y">"x"</a>',
    '<a href="https://example.com/?a--b" title="x -- y">“x”</a>',
  ],
  ['[<a href="x" title="]">" onmouseover=alert(1)</a>', '[<a href="x" title="]">” onmouseover=alert(1)</a>'],
])('typography (A3): %j', (written, shown) => {
  expect(after(texturize, written)).toBe(shown);
});

test.each([
  ['well :) then ;-)', 'well 🙂 then 😉'],
  ['http://x', 'http://x'],
  ['(:))', '(:))'],
  ['<code>:)</code> :lol:', '<code>:)</code> 😆'],
  ['8O :?: 8-)', '😯 ❓ 😎'],
])('smilies: %j', (written, shown) => {
  expect(after(smilies, written)).toBe(shown);
});

test.each([
  [
    'see https://example.com/a_(b)?c=1.',
    'see <a href="https://example.com/a_(b)?c=1">https://example.com/a_(b)?c=1</a>.',
  ],
  ['www.example.com', '<a href="http://www.example.com">www.example.com</a>'],
  ['end.Now', 'end.Now'],
  ['<a href="/x">https://example.com</a>', '<a href="/x">https://example.com</a>'],
  ['<code>https://example.com</code>', '<code>https://example.com</code>'],
  ['javascript://example.com', 'javascript://example.com'],
])('links: %j', (written, shown) => {
  expect(after(linkify, written)).toBe(shown);
});

test('an excerpt is the first words of the text, without captions, and says when there are more', () => {
  const html =
    '<h2>Title</h2><p>One <b>two</b> three<br>four.</p><figure><img alt="" src="x"><figcaption>no</figcaption></figure><p>five</p>';

  expect(textOf(html)).toBe('Title\nOne two three\nfour.\nfive');
  expect(excerptOf(html, 4)).toBe('Title One two three […]');
  expect(excerptOf(html)).toBe('Title One two three four. five');
});
