// tests/media/shared-picture.test.ts: the picture that other sites show beside a link to a page here.
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Post } from '../../src/posts/post.ts';
import { siteIdentity } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const screen = '/admin/settings/site-image';

async function picture(name: string, width = 640, height = 480): Promise<number> {
  const body = await sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library' }),
  );
  await site.work();
  return id;
}

const featured = await picture('featured.jpg');
const ofSite = await picture('of-the-site.jpg', 1200, 630);
const narrow = await picture('narrow.jpg', 200, 200);

beforeEach(() => saveSettings(db, siteIdentity, { site_image: 0 }));

/** What the head of a page says to those who show a link to it. */
async function toldBy(path: string): Promise<Record<string, string>> {
  const { text } = await site.request.get(path);
  const found = text.matchAll(
    /<meta (?:property|name)="(og:image(?::\w+)?|twitter:card)" content="([^"]*)">/g,
  );
  return Object.fromEntries([...found].map(([, name, content]) => [name!, content!]));
}

async function told(html: string, more: Partial<Post> = {}) {
  const { slug } = await site.hasPost({ html, content: html, ...more });
  return toldBy(`/2026/08/01/${slug}/`);
}

const two =
  '<p>Words</p><figure><img src="/uploads/one.jpg" alt="The &quot;sea&quot; &amp; I" width="640" height="480"></figure><img src="/uploads/two.jpg" alt="">';

test('it is the first of the text', async () => {
  expect(await told(two)).toEqual({
    'og:image': 'http://blog.example/uploads/one.jpg',
    'og:image:width': '640',
    'og:image:height': '480',
    'og:image:alt': 'The &#34;sea&#34; &amp; I',
    'twitter:card': 'summary_large_image',
  });
});

test('the featured one goes before it, and schema.org says the same', async () => {
  const post = await site.hasPost({ html: two, featured_media_id: featured });
  const path = `/2026/08/01/${post.slug}/`;
  const { text } = await site.request.get(path);

  expect((await toldBy(path))['og:image']).toBe('http://blog.example/uploads/2026/08/featured.jpg');
  expect(/"image":"([^"]+)"/.exec(text)?.[1]).toBe('http://blog.example/uploads/2026/08/featured.jpg');
});

test.each([
  [
    'the widest of its sizes',
    '<img src="/a-300.webp" alt="" width="300" height="150" srcset="/a-300.webp 300w, /a-1024.webp 1024w, /a-768.webp 768w">',
    '/a-1024.webp',
    'summary_large_image',
  ],
  [
    'one of another site',
    '<img src="https://other.example/a.png?b=1&amp;c=2" alt="">',
    'https://other.example/a.png?b=1&amp;c=2',
    'summary_large_image',
  ],
  [
    'one that is small, as a small one',
    '<img src="/a.png" alt="" width="200" height="200">',
    '/a.png',
    'summary',
  ],
  ['one whose words have signs of tags', '<img alt="a > b" src="/a.png">', '/a.png', 'summary_large_image'],
  [
    'the one behind a smiley',
    '<img class="wp-smiley" src="/s.svg" alt=":)"><img src="/a.png" alt="">',
    '/a.png',
    'summary_large_image',
  ],
  [
    'the one behind a button of 16 pixels',
    '<img src="/i.png" alt="" width="16" height="16"><img src="/a.png" alt="">',
    '/a.png',
    'summary_large_image',
  ],
  [
    'the one behind the poster of a film elsewhere',
    '<img class="embed-poster" src="/p.webp" alt=""><img src="/a.png" alt="">',
    '/a.png',
    'summary_large_image',
  ],
])('of a text it is %s', async (_what, html, address, card) => {
  const found = await told(html);

  expect([found['og:image'], found['twitter:card']]).toEqual([
    address.startsWith('/') ? `http://blog.example${address}` : address,
    card,
  ]);
});

test.each([
  ['no picture', '<p>Words alone</p>'],
  ['an address that no page has', '<img src="data:image/gif;base64,R0lGOD" alt=""><img src="//[bad" alt="">'],
  ['a tag that does not end', '<p>Words <img src="/a.png" alt="'],
])('with %s there is none', async (_what, html) => {
  expect(await told(html)).toEqual({ 'twitter:card': 'summary' });
});

test('what asks for a password, and what is private, tells no picture', async () => {
  expect(await told(two, { password: 'x' })).not.toHaveProperty('og:image');
  expect(await told(two, { status: 'private' })).toEqual({});
});

test('a page without a picture has that of the site, which the owner chooses; so has the home page', async () => {
  const saved = await admin.post(`${screen}/save`).type('form').send({ site_image: ofSite });
  const shown = await admin.get(screen);

  const expected = {
    'og:image': 'http://blog.example/uploads/2026/08/of-the-site.jpg',
    'og:image:width': '1200',
    'og:image:height': '630',
    'twitter:card': 'summary_large_image',
  };
  expect(saved.status).toBe(303);
  expect(shown.text).toMatch(new RegExp(`name="site_image" value="${ofSite}" checked`));
  expect(await told('<p>Words</p>')).toEqual(expected);
  expect(await toldBy('/')).toEqual(expected);
  expect((await told(two))['og:image']).toBe('http://blog.example/uploads/one.jpg');
});

test('one that not everybody may see is neither chosen nor told', async () => {
  await admin.post(`${screen}/save`).type('form').send({ site_image: narrow });
  await db('media').where({ id: narrow }).update({ post_is_public: false });

  const hidden = await told('<p>Words</p>');
  const again = await admin.post(`${screen}/save`).type('form').send({ site_image: narrow });
  const author = await site.signIn(await site.hasUser({ role: 'author' }));

  expect(hidden).toEqual({ 'twitter:card': 'summary' });
  expect(again.status).toBe(400);
  expect((await author.post(`${screen}/save`).type('form').send({ site_image: 0 })).status).toBe(403);
  expect((await author.get(screen)).status).toBe(403);
});
