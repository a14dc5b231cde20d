// tests/linkbacks/proof.test.ts: which documents link to a post: links, media, values of JSON, words of a text.
import { expect, test } from 'vitest';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { look } from '../../src/linkbacks/receiving/inspect.ts';
import { processorTime } from '../processor-time.ts';

const target = 'http://blog.example/2026/08/01/post-7/';
const look7 = (content_type: string, text: string, source = 'http://third.example/page') =>
  look({ source, target, post_id: 7 } as Linkback, {
    page: { status: 200, url: source.replace(/#.*/, ''), content_type, text, is_cut: false },
  });

test.each<[string, string, string]>([
  ['a link', 'text/html', `<a href="${target}">x</a>`],
  ['another spelling of it', 'text/html', '<a href="HTTPS://BLOG.example/2026/08/01/post%2d7?utm=1#c">x</a>'],
  ['the short address', 'text/html', '<a href="http://blog.example/?p=7">x</a>'],
  ['a place on the front page', 'text/html', '<a href="http://blog.example/#post-7">x</a>'],
  ['an area of a map', 'text/html', `<map><area href="${target}"></map>`],
  ['a picture', 'text/html', `<img src="${target}" alt="">`],
  ['a film', 'application/xhtml+xml', `<video src="${target}"></video>`],
  ['a sound', 'text/html', `<audio><source src="${target}"></audio>`],
  ['a link on a page without a type', '', `<a href="${target}">x</a>`],
  ['a value of JSON', 'application/json', `{"a": [{"b": 1}, {"url": "${target}"}], "title": "Their list"}`],
  ['a value of a feed', 'application/feed+json', `["${target}"]`],
  ['a word of a text', 'text/plain', `I read it (${target}), and liked it.`],
])('%s counts', (_case, content_type, text) => {
  expect(look7(content_type, text)).toMatchObject({ proof: { is_proven: true } });
});

test.each<[string, string, string]>([
  ['words only', 'text/html', `<p>${target}</p>`],
  ['a comment of the page', 'text/html', `<!-- <a href="${target}">x</a> -->`],
  ['a script', 'text/html', `<script>var a = '<a href="${target}">x</a>'</script>`],
  [
    'another post',
    'text/html',
    '<a href="http://blog.example/?p=77">x</a> <a href="http://blog.example/#post-77">x</a>',
  ],
  ['another site', 'text/html', '<a href="http://blog.example.com/2026/08/01/post-7/">x</a>'],
  ['a name of JSON', 'application/json', `{"${target}": 1}`],
  ['a longer value of JSON', 'application/json', `{"text": "see ${target}"}`],
  ['broken JSON', 'application/json', `{"url": "${target}"`],
  ['a longer word of a text', 'text/plain', `${target}more/ xhttp://other.example/`],
])('%s does not count', (_case, content_type, text) => {
  expect(look7(content_type, text)).toEqual({ reason: 'no link to the post' });
});

test('a source that names a comment of a page is that comment alone', () => {
  const reply = (id: number, where: string, words: string) =>
    `<li id="comment-${id}"><article class="h-entry"><a class="u-in-reply-to" href="${where}">it</a> <p class="e-content">${words}</p></article></li>`;
  const page = `<ol>${reply(1, target, 'First')}${reply(2, target, 'Second')}${reply(3, 'http://x.example/', 'Third')}</ol>`;
  const at = (part: string) => look7('text/html', page, `http://third.example/page#${part}`);

  expect(at('comment-2').proof!.mention).toMatchObject({ type: 'reply', content: 'Second' });
  expect(at('section-2').proof!.mention).toMatchObject({ type: 'reply', content: 'First' });
  expect([at('comment-3').reason, at('comment-4').reason]).toEqual([
    'no link to the post',
    'no link to the post',
  ]);
});

test.each<[string, string, string]>([
  ['deep JSON', 'application/json', '['.repeat(60_000) + ']'.repeat(60_000)],
  ['wide JSON', 'application/json', `[${'"http://blog.example/",'.repeat(6000)}1]`],
  ['a text of addresses', 'text/plain', 'http://'.repeat(21_000)],
])('a hostile document is read within a second: %s (A9, C12)', async (_case, content_type, text) => {
  const { spent, result } = await processorTime(() => look7(content_type, text));

  expect(result.proof).toBeUndefined();
  expect(spent).toBeLessThan(1000);
});

test('the words around a link are those that a reader sees, and blocks stand apart', () => {
  const page = `<article><a href="/ada">Ada</a><a href="${target}">it</a><style>p { }</style><section>First.</section><ul><li>One</li><li>Two</li></ul></article>`;

  expect(look7('text/html', page).proof!.quote).toBe('Adait First. One Two');
});
