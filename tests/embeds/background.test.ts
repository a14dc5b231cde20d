// tests/embeds/background.test.ts: title, author and poster come later, once, and are served from our own host.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { embedHtml } from '../../src/embeds/render.ts';
import { embedsByUrls } from '../../src/embeds/queries.ts';
import { wantEmbeds } from '../../src/embeds/want.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const png = await sharp({ create: { width: 480, height: 360, channels: 3, background: '#07c' } })
  .png()
  .toBuffer();
const json = (fields: object) => ({
  content_type: 'application/json',
  body: Buffer.from(JSON.stringify(fields)),
});
const asked = (endpoint: string, url: string, format = 'json') =>
  `${endpoint}?url=${encodeURIComponent(url)}&maxwidth=640&maxheight=960&format=${format}`;
const card = async (url: string) => (await embedHtml(site.blog, [url])).get(url) ?? '';
const want = (...urls: string[]) => inTransaction(site.blog, (blog) => wantEmbeds(blog, urls));
const stored = async (url: string) => (await embedsByUrls(site.blog.db, [url])).get(url)!;

test('a card is drawn at once; later it has its title, its author and a poster from our own host', async () => {
  const url = 'https://youtu.be/dQw4w9WgXcQ?t=62';
  const known = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
  const thumbnail = 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg';
  site.web(
    asked('https://www.youtube.com/oembed', known),
    json({ type: 'video', title: 'A <b>song</b> & dance', author_name: 'Rick', thumbnail_url: thumbnail }),
  );
  site.web(thumbnail, { content_type: 'image/png', body: png });

  await want(url);
  const early = await card(url);
  await site.work();
  const late = await card(url);

  expect(early).toContain(`href="${url}"`);
  expect(early).toContain('Video on YouTube');
  expect(early).toContain(
    'data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&amp;start=62"',
  );
  expect(early).not.toContain('<img');
  expect(late).toContain('A &lt;b&gt;song&lt;/b&gt; &amp; dance');
  expect(late).toContain('Rick');
  const poster = /<img class="embed-poster" src="(\/uploads\/[^"]+)"/.exec(late)?.[1];
  expect((await site.request.get(poster!)).status).toBe(200);
  expect(late).not.toMatch(/ytimg|<script|<iframe/);
});

test('one link in twenty comments is fetched once; a failure is remembered (C11)', async () => {
  const [good, bad] = ['https://vimeo.com/76979871', 'https://vimeo.com/11111111'];
  site.web(asked('https://vimeo.com/api/oembed.json', good), json({ title: 'The film' }));
  const before = site.fetched.length;

  for (let comment = 0; comment < 20; comment += 1) await want(good, bad);
  await site.work();
  await want(good, bad);
  await site.work();

  expect(site.fetched.slice(before)).toHaveLength(2);
  expect(await card(good)).toContain('The film');
  expect(await stored(bad)).toMatchObject({ status: 'failed', attempts: 1 });
  expect(await card(bad)).toContain('Video on Vimeo');
});

test('a service that says it is asked too often rests with all its links (C11)', async () => {
  const [first, second] = ['https://soundcloud.com/a/one', 'https://soundcloud.com/a/two'];
  site.web(asked('https://soundcloud.com/oembed', first), { status: 429, headers: { 'retry-after': '600' } });
  const before = site.fetched.length;

  await want(first);
  await site.work();
  await want(second);
  await site.work();

  expect(site.fetched.length - before).toBe(1);
  const rests = new Date(site.blog.now().getTime() + 600_000);
  expect(await stored(first)).toMatchObject({ status: 'failed', rests_until: rests });
  expect(await stored(second)).toMatchObject({ status: 'waiting', attempts: 0 });
});

test('a link shown again after two weeks is fetched again; what vanished keeps its words', async () => {
  const url = 'https://www.ted.com/talks/some_talk';
  const endpoint = asked('https://www.ted.com/services/v1/oembed.json', url);
  site.web(endpoint, json({ title: 'A talk', author_name: 'Speaker' }));
  await want(url);
  await site.work();
  site.web(endpoint, { status: 404 });
  const before = site.fetched.length;

  site.setTime('2026-08-14T09:00:00Z');
  await want(url);
  await site.work();
  const tooEarly = site.fetched.length - before;
  site.setTime('2026-08-16T09:00:00Z');
  await want(url);
  await site.work();

  expect(tooEarly).toBe(0);
  expect(site.fetched.length - before).toBe(1);
  expect(await stored(url)).toMatchObject({ status: 'ready', title: 'A talk', error: 'it answered 404' });
  expect(await card(url)).toContain('A talk');
});

test('XML is asked for when there is no JSON; the words of a post are taken from its quotation as text', async () => {
  const flickr = 'https://www.flickr.com/photos/a/1';
  const post = 'https://x.com/jack/status/20';
  const endpoint = 'https://www.flickr.com/services/oembed/';
  site.web(asked(endpoint, flickr), { status: 501 });
  site.web(asked(endpoint, flickr, 'xml'), {
    content_type: 'text/xml',
    body: Buffer.from(
      '<?xml version="1.0"?><oembed><type>photo</type><title>A photo &amp; more</title></oembed>',
    ),
  });
  site.web(
    `https://publish.x.com/oembed?dnt=1&omit_script=1&url=${encodeURIComponent(post)}&maxwidth=640&maxheight=960&format=json`,
    json({
      author_name: 'jack',
      author_url: 'javascript:alert(1)',
      html: '<blockquote><p onclick="x()">just <b>setting</b> up</p><script>alert(1)</script></blockquote>',
    }),
  );

  await want(flickr, post);
  await site.work();

  expect(await card(flickr)).toContain('A photo &amp; more');
  expect(await card(post)).toContain('just setting up');
  expect(await card(post)).not.toMatch(/onclick|<script|javascript:/);
  expect((await stored(post)).author_url).toBe('');
});

test('unlisted services are found by their page; the address it names passes the same gate (C9, A12)', async () => {
  const url = 'https://social.example/@ada/109876543210';
  site.web(
    url,
    `<title>Old</title><meta property="og:title" content="Ada &quot;L&quot;">
     <meta property="og:description" content="\u202eA note about engines">
     <link rel="alternate" type="application/json+oembed" href="http://127.0.0.1/inside">`,
  );

  await want(url);
  await site.work();

  expect(site.fetched).toContain('http://127.0.0.1/inside');
  expect(await card(url)).toContain('Ada &#34;L&#34;');
  expect((await stored(url)).description).toBe('A note about engines');
  expect(await card(url)).not.toContain('data-frame');
});

test('addresses that are none are no embeds, and files play without being asked about', async () => {
  const file = 'https://files.example/talk.mp3';
  const before = site.fetched.length;

  await want('https://example.com/a.zip', file, 'javascript:alert(1)');
  await site.work();

  expect(await card('https://example.com/a.zip')).toBe('');
  expect(await card(file)).toContain('data-shape="audio"');
  expect(await stored('https://example.com/a.zip')).toBeUndefined();
  expect(site.fetched).toHaveLength(before);
});
