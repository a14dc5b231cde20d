// tests/linkbacks/mention.test.ts: what a page says of its link in microformats: kinds, names, words; and hostile pages.
import { expect, test } from 'vitest';
import { proofIn } from '../../src/linkbacks/receiving/proof.ts';
import { processorTime } from '../processor-time.ts';

const permalink = 'http://blog.example/post-1/';
const source = 'http://third.example/note';
const read = (html: string) => proofIn(html, source, { permalink, post_id: 1 });
const link = (classes = '') => `<a class="${classes}" href="${permalink}">the post</a>`;
const author = '<a class="p-author h-card" href="/">Ada</a>';

test.each([
  ['u-in-reply-to', 'reply'],
  ['u-like-of', 'like'],
  ['u-repost-of', 'repost'],
  ['u-bookmark-of', 'bookmark'],
  ['u-url', 'mention'],
  ['constructor', 'mention'],
])('a link of the class %s makes a %s', (classes, type) => {
  const { mention } = read(
    `<article class="h-entry">${author} ${link(classes)} <p class="e-content">Well said.</p></article>`,
  );

  expect(mention).toMatchObject({ type, author_name: 'Ada', title: '', content: 'Well said.' });
});

test.each<[string, string, object]>([
  ['no microformats', `<p>${link()}</p>`, { type: 'mention', author_name: '', content: '' }],
  ['a class outside any entry', link('u-like-of'), { type: 'mention' }],
  [
    'a cited item is what is answered',
    `<div class="h-entry">${author}<div class="u-in-reply-to h-cite"><p class="p-author">Bob</p>${link('u-url')}</div><p class="e-content">Yes</p></div>`,
    { type: 'reply', author_name: 'Ada', content: 'Yes' },
  ],
  [
    'a comment shown with an entry is not its author',
    `<div class="h-entry"><div class="u-comment h-cite"><p class="p-author">Bob</p><p class="e-content">theirs</p></div>${author}${link()}</div>`,
    { type: 'mention', author_name: 'Ada', content: '' },
  ],
  [
    'the entry with the answer, not the first one',
    `<div class="h-entry"><p class="p-author">Bob</p>${link()}</div><div class="h-entry">${author}${link('u-like-of')}</div>`,
    { type: 'like', author_name: 'Ada' },
  ],
  [
    'the author of a feed',
    `<div class="h-feed"><p class="p-author">Ada</p><div class="h-entry">${link()}</div></div>`,
    { author_name: 'Ada' },
  ],
  [
    'a card with a name of its own, and a picture',
    `<div class="h-entry"><div class="p-author h-card"><img class="u-photo" alt="pic" src="javascript:x"><b class="p-name">Ada L.</b> of London</div>${link()}</div>`,
    { author_name: 'Ada L.', author_photo: '' },
  ],
  [
    'a card that is a picture only',
    `<div class="h-entry"><a class="p-author h-card" href="/"><img alt="Ada" src="x"></a>${link()}</div>`,
    { author_name: 'Ada' },
  ],
  [
    'a photo, from where the page is',
    `<div class="h-entry"><div class="p-author h-card"><img class="u-photo" src="/ada.jpg" alt="Ada"></div>${link()}</div>`,
    { author_photo: 'http://third.example/ada.jpg' },
  ],
  [
    'an entry on the body',
    `<html><head><title>Ada</title></head><body id="top" class="h-entry">${author}<div class="e-content">Mine</div>${link('u-like-of')}</body></html>`,
    { type: 'like', author_name: 'Ada', content: 'Mine' },
  ],
  [
    'a name that is the text is no title',
    `<div class="h-entry"><p class="p-name e-content">Short ${link()}</p></div>`,
    { title: '', content: 'Short the post' },
  ],
  [
    'a title',
    `<div class="h-entry"><h1 class="p-name">On it</h1><div class="e-content">x ${link()}</div></div>`,
    { title: 'On it' },
  ],
  [
    'scripts are no words',
    `<div class="h-entry"><div class="e-content">One<script>alert(1)</script><p>two</p> ${link()}</div></div>`,
    { content: 'One two the post' },
  ],
  [
    'controls, marks of direction and tags go (A12, A17)',
    `<div class="h-entry"><p class="p-author">\u202eevil &lt;img src=x onerror=alert(1)&gt;</p>${link()}</div>`,
    { author_name: 'evil' },
  ],
])('%s', (_case, html, wanted) => {
  expect(read(html).mention).toMatchObject(wanted);
});

test('long words end with an ellipsis', () => {
  const { mention } = read(
    `<div class="h-entry"><p class="p-author">${'n'.repeat(300)}</p><p class="e-content">${'w'.repeat(9000)}</p>${link()}</div>`,
  );

  expect(mention.author_name).toBe(`${'n'.repeat(200)}…`);
  expect(mention.content).toBe(`${'w'.repeat(2000)}…`);
});

const hostile = 150_000;
const nested = (open: string) => open.repeat(240) + link() + 'x'.repeat(hostile - 240 * open.length);
test.each([
  ['entries in entries', nested('<div class="h-entry e-content p-name">')],
  ['many properties', nested(`<div class="h-entry ${'p-author e-content '.repeat(20)}">`)],
  ['many entries', `<p class="h-entry">${link()}</p>`.repeat(1900)],
  ['many answers', `<div class="h-entry">${link('u-like-of')}`.repeat(200)],
  ['many classes', `<div class="h-entry ${'p-a '.repeat(35_000)}">${link()}</div>`],
  ['blanks', `<div class="h-entry"><p class="e-content">${' '.repeat(hostile)}x</p>${link()}</div>`],
  ['spans', `<div class="h-entry"><p class="e-content">${'<i>x</i>'.repeat(18_000)}${link()}</p></div>`],
])('a hostile page is read within two seconds: %s (A9, C12)', async (_case, html) => {
  const { spent, result } = await processorTime(() => read(html));

  expect(result.is_proven).toBe(true);
  expect(spent).toBeLessThan(2000);
});
