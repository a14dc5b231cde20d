// tests/feeds/parsers.test.ts: what two feed parsers of others read in each format.
import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { hubSettings } from '../../src/feeds/settings.ts';
import { reading } from '../../src/posts/settings.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
await saveSettings(db, general, { blogname: 'Tide & moon', blogdescription: 'By the sea' });
await saveSettings(db, hubSettings, { websub_hub: 'https://hub.example/' });
const ada = await site.hasUser({
  login: 'ada',
  slug: 'ada',
  display_name: 'Ada',
  url: 'https://ada.example',
});
const [music] = await db('terms')
  .insert({ taxonomy: 'category', name: 'Music', slug: 'music' })
  .returning<{ id: number }[]>('id');
const [picture] = await db('media')
  .insert({ name: 'a.jpg', mime_type: 'image/jpeg', file: '2026/08/a.jpg', status: 'ready', is_public: true })
  .returning<{ id: number }[]>('id');
const post = await site.hasPost({
  title: 'Songs',
  slug: 'songs',
  author_id: ada.id,
  published_at: new Date('2026-07-01T10:00:00Z'),
  modified_at: new Date('2026-07-02T10:00:00Z'),
  html: '<p>Listen &amp; <em>sing</em>.</p>',
  featured_media_id: picture!.id,
  source_name: 'The Source',
  source_url: 'https://source.example/songs',
  meta: JSON.stringify({ enclosure: ['https://pod.example/a.mp3\n123\naudio/mpeg'] }) as never,
});
await db('post_terms').insert({ post_id: post.id, term_id: music!.id });
await site.hasPost({
  title: 'Locked',
  slug: 'locked',
  password: 'sesame',
  html: '<p>Secret words</p>',
  featured_media_id: picture!.id,
  published_at: new Date('2026-06-01T10:00:00Z'),
});
const said = await site.hasComment({ post_id: post.id, author_name: 'Bo', content: 'Well sung' });
await site.hasComment({ post_id: post.id, status: 'hold', content: 'Waiting words' });

const at = 'http://blog.example';
const permalink = `${at}/2026/07/01/songs/`;
const textOf = async (path: string): Promise<string> => {
  const { text, body } = await site.request.get(path).expect(200);
  return text || (Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body));
};

test('a parser reads the same post in RSS, Atom, RDF and JSON Feed', async () => {
  const rss = parseRssFeed(await textOf('/feed/'));
  const atom = parseAtomFeed(await textOf('/feed/atom/'));
  const rdf = parseRdfFeed(await textOf('/feed/rdf/'));
  const json = parseJsonFeed(await textOf('/feed/json/'));

  expect([rss.title, atom.title?.value, rdf.title, json.title]).toEqual(
    Array.from({ length: 4 }, () => 'Tide & moon'),
  );
  const content = '<p>Listen &amp; <em>sing</em>.</p>';
  expect(rss.items?.[0]).toMatchObject({
    title: 'Songs',
    link: permalink,
    enclosures: [{ url: 'https://pod.example/a.mp3', length: 123, type: 'audio/mpeg' }],
    source: { url: 'https://source.example/songs', title: 'The Source' },
    content: { encoded: content },
    slash: { comments: 1 },
    wfw: { commentRss: `${permalink}feed/` },
  });
  expect(atom.entries?.[0]).toMatchObject({
    title: { value: 'Songs' },
    content: { value: content },
    thr: { total: 1 },
  });
  expect(rdf.items?.[0]).toMatchObject({ title: 'Songs', link: permalink, content: { encoded: content } });
  expect(json).toMatchObject({ feed_url: `${at}/feed/json/`, hubs: [{ url: 'https://hub.example/' }] });
  expect(json.items?.[0]).toMatchObject({
    url: permalink,
    external_url: 'https://source.example/songs',
    content_html: content,
    tags: ['Music'],
    authors: [{ name: 'Ada', url: 'https://ada.example' }],
    attachments: [{ url: 'https://pod.example/a.mp3', size_in_bytes: 123 }],
    image: expect.stringContaining('/uploads/2026/08/a.jpg'),
  });
});

test.each(['', 'atom/', 'rdf/'])('another parser reads feed/%s of posts and of comments', async (word) => {
  const parser = new Parser();

  const posts = await parser.parseString(await textOf(`/feed/${word}`));
  const comments = await parser.parseString(await textOf(`/comments/feed/${word}`));
  const ofPost = await parser.parseString(await textOf(`/2026/07/01/songs/feed/${word}`));

  expect(posts.items.map(({ title, link }) => [title, link])).toEqual([
    ['Songs', permalink],
    ['Protected: Locked', `${at}/2026/06/01/locked/`],
  ]);
  for (const feed of [comments, ofPost])
    expect(feed.items).toMatchObject([{ link: `${permalink}#comment-${said.id}` }]);
});

test('JSON Feed hides what a password hides, and comments that wait', async () => {
  const posts = await textOf('/feed/json/');
  const comments = await textOf('/comments/feed/json/');

  expect(parseJsonFeed(posts).items?.[1]).toMatchObject({ title: 'Protected: Locked' });
  expect(posts.match(/a\.jpg/g)).toHaveLength(1);
  expect(parseJsonFeed(comments).items).toMatchObject([{ content_html: '<p>Well sung</p>' }]);
  expect(posts + comments).not.toMatch(/Secret|Waiting/);
});

test('a feed of excerpts has texts without markup in JSON', async () => {
  await saveSettings(db, reading, { rss_use_excerpt: true });
  const { items } = JSON.parse(await textOf('/feed/json/')) as { items: Record<string, unknown>[] };
  await saveSettings(db, reading, { rss_use_excerpt: false });

  expect(items[0]).toMatchObject({ content_text: 'Listen & sing.' });
  expect(items[0]).not.toHaveProperty('content_html');
});

test('pages of a feed name themselves and the next one; the last names none', async () => {
  await saveSettings(db, reading, { posts_per_rss: 1 });
  const pages = await Promise.all(
    ['', '?paged=2', '?paged=3'].map(async (query) => parseJsonFeed(await textOf(`/feed/json/${query}`))),
  );
  const second = parseRssFeed(await textOf('/feed/?paged=2'));
  const etags = await Promise.all(
    ['', '?paged=2'].map(async (query) => (await site.request.get(`/feed/json/${query}`)).headers.etag),
  );
  await saveSettings(db, reading, { posts_per_rss: 10 });

  expect(pages.map(({ feed_url, next_url }) => [feed_url, next_url])).toEqual([
    [`${at}/feed/json/`, `${at}/feed/json/?paged=2`],
    [`${at}/feed/json/?paged=2`, `${at}/feed/json/?paged=3`],
    [`${at}/feed/json/?paged=3`, undefined],
  ]);
  expect(second).toMatchObject({ title: 'Tide & moon – Page 2', items: [{ title: 'Protected: Locked' }] });
  expect(second.atom?.links?.[0]).toMatchObject({ href: `${at}/feed/?paged=2`, rel: 'self' });
  expect(etags[0]).not.toBe(etags[1]);
});

test('a featured image is no enclosure: players would take it for an episode', async () => {
  const texts = await Promise.all(['/feed/', '/feed/atom/'].map(textOf));

  for (const text of texts) expect(text).not.toContain('image/jpeg');
});

test('a browser shows a feed as titles and words, without a script and without XSLT', async () => {
  const browser = await startBrowser();
  const page = await browser.newPage();

  await page.goto(`${site.address}/feed/`);
  const displayOf = (name: string, index: number) =>
    page.evaluate(`getComputedStyle(document.getElementsByTagName('${name}')[${index}]).display`);

  expect([await displayOf('title', 1), await displayOf('content:encoded', 0)]).toEqual(['block', 'none']);
});
