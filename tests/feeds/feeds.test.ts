// tests/feeds/feeds.test.ts: what a feed reader gets.
import { expect, test } from 'vitest';
import { embedHtml } from '../../src/embeds/render.ts';
import { feedHtml } from '../../src/feeds/content.ts';
import { parseXml } from '../../src/base/xml/read.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { general } from '../../src/base/settings/general.ts';
import { reading } from '../../src/posts/settings.ts';
import { startBlog } from '../blog.ts';
import { itemsOf, pathsOf } from './read-feed.ts';

const site = await startBlog();
const { db } = site.blog;
await saveSettings(db, general, { blogname: 'Rain & “shine”', blogdescription: 'Weather' });
const ada = await site.hasUser({
  login: 'ada',
  slug: 'ada',
  display_name: 'Ada "A" <b>',
  url: 'https://ada.example',
});
const [news] = await db('terms')
  .insert({ taxonomy: 'category', name: 'News & more', slug: 'news' })
  .returning<{ id: number }[]>('id');
const rain = await site.hasPost({
  title: 'Rain ]]> & <sun>\u0007',
  slug: 'rain',
  author_id: ada.id,
  published_at: new Date('2026-07-01T10:00:00Z'),
  modified_at: new Date('2026-07-02T10:00:00Z'),
  guid: 'https://old.example/?p=5',
  html: '<p>See <a href="/about/">this</a> ]]> <img src="/uploads/a.png" srcset="/uploads/a.png 1x, /uploads/b.png 2x" alt="x"></p><iframe src="https://video.example/1"></iframe><!--more--><p>Rest</p>',
  source_name: 'The Source',
  source_url: 'https://source.example/a?b=1&c=2',
  meta: JSON.stringify({ enclosure: ['https://pod.example/a.mp3\n123\naudio/mpeg'] }) as never,
});
await db('post_terms').insert({ post_id: rain.id, term_id: news!.id });
const locked = await site.hasPost({
  title: 'Locked',
  slug: 'locked',
  password: 'sesame',
  html: '<p>Secret words</p>',
  excerpt: 'Secret excerpt',
  published_at: new Date('2026-06-01T10:00:00Z'),
  modified_at: new Date('2026-06-01T10:00:00Z'),
});
const hidden = await site.hasPost({ title: 'Private thing', slug: 'hidden', status: 'private' });
const first = await site.hasComment({
  post_id: rain.id,
  author_name: '" onerror="alert(1)',
  author_url: 'javascript:alert(1)',
  content: 'Wet ]]> words',
  posted_at: new Date('2026-07-03T10:00:00Z'),
});
await site.hasComment({
  post_id: rain.id,
  parent_id: first.id,
  author_name: 'Bo',
  author_url: 'https://bo.example',
  posted_at: new Date('2026-07-03T11:00:00Z'),
});
for (const post_id of [locked.id, hidden.id]) await site.hasComment({ post_id, author_name: 'Whisper' });
await site.hasComment({ post_id: rain.id, status: 'hold', author_name: 'Waiting' });

const rss = 'application/rss+xml; charset=UTF-8';
const atom = 'application/atom+xml; charset=UTF-8';
const permalink = '/2026/07/01/rain/';

test.each([
  ['/feed/', rss],
  ['/feed/rss2/', rss],
  ['/feed/atom/', atom],
  ['/feed/rdf/', 'application/rdf+xml; charset=UTF-8'],
  ['/comments/feed/rdf/', 'application/rdf+xml; charset=UTF-8'],
  ['/comments/feed/', rss],
  ['/comments/feed/atom/', atom],
  [`${permalink}feed/`, rss],
  [`${permalink}feed/atom/`, atom],
  ['/category/news/feed/', rss],
  ['/category/news/feed/atom/', atom],
  ['/author/ada/feed/', rss],
  ['/2026/07/feed/', rss],
  ['/search/shine/feed/rss2/', rss],
  ['/category/none/feed/', rss],
])('%s is well-formed and names its type', async (address, type) => {
  const answer = await site.request.get(address);

  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe(type);
  expect(answer.headers['set-cookie']).toBeUndefined();
  const self = parseXml(body(answer)).find(
    (event) => event.type === 'open' && event.attributes.rel === 'self',
  );
  expect(self).toMatchObject({ attributes: { href: `http://blog.example${address}` } });
});

test('a post is whole in the feed, with whole addresses, and nothing in it breaks the XML', async () => {
  const text = body(await site.request.get('/feed/'));

  const [entry] = itemsOf(text);
  expect(entry).toMatchObject({
    title: 'Rain ]]> & <sun>',
    link: `http://blog.example${permalink}`,
    comments: `http://blog.example${permalink}#comments`,
    creator: 'Ada "A" <b>',
    pubDate: 'Wed, 01 Jul 2026 10:00:00 +0000',
    category: 'News & more',
    guid: 'https://old.example/?p=5',
    commentRss: `http://blog.example${permalink}feed/`,
    source: 'The Source',
  });
  expect(entry!.encoded).toContain('<a href="http://blog.example/about/">this</a> ]]');
  expect(entry!.encoded).toContain('http://blog.example/uploads/b.png 2x');
  expect(entry!.encoded).toContain('<a href="https://video.example/1">');
  expect(entry!.encoded).not.toContain('<iframe');
  expect(entry!.encoded).toContain('Rest');
  const enclosure = parseXml(text).find((event) => event.name === 'enclosure');
  expect(enclosure).toMatchObject({
    attributes: { url: 'https://pod.example/a.mp3', length: '123', type: 'audio/mpeg' },
  });
});

test('the card of an embed is a plain link in a feed', async () => {
  const card = await embedHtml(site.blog, ['https://www.youtube.com/watch?v=dQw4w9WgXcQ']);
  const html = `<p>Look</p>${[...card.values()].join('')}`;

  const shown = feedHtml(html, 'http://blog.example/');

  expect([...card.values()].join('')).toContain('Click to load');
  expect(shown).toMatch(/<a href="https:\/\/www\.youtube\.com\/watch\?v=dQw4w9WgXcQ">[^<]+<\/a>/);
  expect(shown).not.toMatch(/Click to load|data-frame|style=/);
});

test('Atom says the same, with its replies counted', async () => {
  const text = body(await site.request.get('/feed/atom/'));

  expect(pathsOf(text)).toContain('feed/entry/author/uri');
  const [entry] = itemsOf(text);
  expect(entry).toMatchObject({
    id: 'https://old.example/?p=5',
    updated: '2026-07-02T10:00:00Z',
    published: '2026-07-01T10:00:00Z',
    total: '2',
    source: expect.any(String) as string,
  });
});

test('a protected post shows a notice, private posts and their comments nothing (A14)', async () => {
  const texts = await Promise.all(
    ['/feed/', '/feed/atom/', '/comments/feed/', '/comments/feed/atom/', '/?feed=rss2&p=99'].map(
      async (address) => body(await site.request.get(address)),
    ),
  );
  const ofLocked = body(await site.request.get('/2026/06/01/locked/feed/'));
  const ofHidden = await site.request.get(`/2026/08/01/hidden/feed/`);

  expect(texts[0]).toContain('Protected: Locked');
  expect(texts[0]).toContain('Rain');
  expect(texts[2]).toContain('Bo');
  for (const text of [...texts, ofLocked]) expect(text).not.toMatch(/Secret|Private thing|Whisper|Waiting/);
  expect(itemsOf(ofLocked)).toEqual([]);
  expect(ofHidden.status).toBe(404);
});

test('comments name their author safely and what they answer (A5, A12)', async () => {
  const text = body(await site.request.get(`${permalink}feed/`));
  const asAtom = body(await site.request.get('/comments/feed/atom/'));

  expect(itemsOf(text).map(({ title }) => title)).toEqual(['By: Bo', 'By: " onerror="alert(1)']);
  expect(itemsOf(text)[0]!.encoded).toContain(
    `In reply to <a href="http://blog.example${permalink}#comment-${first.id}">`,
  );
  expect(itemsOf(text)[0]!.encoded).toContain('&quot; onerror=&quot;alert(1)');
  expect(asAtom).not.toContain('javascript:');
  const replies = parseXml(asAtom).flatMap((event) =>
    event.type === 'open' && event.name === 'in-reply-to' ? [event.attributes.ref] : [],
  );
  expect(replies).toEqual([
    `http://blog.example${permalink}#comment-${first.id}`,
    `http://blog.example${permalink}`,
  ]);
});

test('who has the feed already gets 304, and 200 once something is new', async () => {
  const before = await site.request.get('/category/news/feed/');
  const { etag, 'last-modified': date } = before.headers as Record<string, string>;

  const byTag = await site.request.get('/category/news/feed/').set('If-None-Match', etag!);
  const byDate = await site.request.get('/category/news/feed/').set('If-Modified-Since', date!);
  await db('posts').where({ id: rain.id }).update({ comment_count: 3 });
  const after = await site.request.get('/category/news/feed/').set('If-None-Match', etag!);
  await db('posts').where({ id: rain.id }).update({ comment_count: 2 });

  expect([byTag.status, byDate.status, after.status]).toEqual([304, 304, 200]);
  // When this process first saw it so: what it was before nobody knows.
  expect(date).toBe('Sat, 01 Aug 2026 09:00:00 GMT');
  expect(after.headers.etag).not.toBe(etag);
});

test.each([
  ['/?feed=rss2', '/feed/'],
  ['/?feed=atom', '/feed/atom/'],
  ['/?feed=comments-rss2', '/comments/feed/'],
  ['/rss/', '/feed/'],
  ['/atom/', '/feed/atom/'],
  ['/rdf/', '/feed/rdf/'],
  ['/wp-rdf.php', '/feed/rdf/'],
  ['/?feed=rdf', '/feed/rdf/'],
  ['/?feed=json', '/feed/json/'],
  ['/?feed=comments-json', '/comments/feed/json/'],
  ['/feed', '/feed/'],
  ['/feed/rss/', '/feed/'],
  ['/wp-atom.php', '/feed/atom/'],
  ['/2025/01/01/rain/feed/', `${permalink}feed/`],
  ['/category/news/feed', '/category/news/feed/'],
  [`/?p=${rain.id}&feed=rss2`, `${permalink}feed/`],
])('%s leads to %s', async (from, to) => {
  const answer = await site.request.get(from);

  expect(answer.status).toBe(301);
  expect(answer.headers.location).toBe(to);
});

test('excerpts only and the number of posts are settings', async () => {
  await saveSettings(db, reading, { rss_use_excerpt: true, posts_per_rss: 1 });
  const text = body(await site.request.get('/feed/'));
  await saveSettings(db, reading, { rss_use_excerpt: false, posts_per_rss: 10 });

  expect(itemsOf(text)).toHaveLength(1);
  expect(text).not.toContain('content:encoded>');
  expect(text).toContain('<description>');
});

test('plain addresses have feeds too', async () => {
  const { permalinks } = await import('../../src/posts/settings.ts');
  await saveSettings(db, permalinks, { permalink_structure: '' });
  const answers = await Promise.all(
    ['/?feed=rss2', `/?p=${rain.id}&feed=rss2`, '/?feed=comments-rss2'].map((address) =>
      site.request.get(address),
    ),
  );
  await saveSettings(db, permalinks, { permalink_structure: '/%year%/%monthnum%/%day%/%postname%/' });

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

function body(answer: { text?: string; body: unknown }): string {
  return answer.text || (Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : '');
}
