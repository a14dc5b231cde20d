// tests/import/blogger.test.ts: a blog moves in from Blogger, by either kind of its backups.
import { expect, test } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import { bloggerReader } from '../../src/import/blogger/blogger-reader.ts';
import { readers } from '../../src/import/readers.ts';
import type { Media } from '../../src/media/media.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { bringFrom, counts } from './kit.ts';

const id = (number: number) => `tag:blogger.com,1999:blog-77.post-${number}`;
const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const author = `<author><name>Ada Quay</name><uri>http://www.blogger.com/profile/1</uri><email>noreply@blogger.com</email></author>`;
const big = 'http://2.bp.blogspot.com/-x/AAA/s1600/quay.jpg';
const picture = `<a href="${big}"><img src="http://2.bp.blogspot.com/-x/AAA/s320/quay.jpg"></a>`;

const backup = (
  entries: string,
) => `<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="x" type="text/css"?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-77.archive</id><title type='text'>Harbour</title>
<link rel='alternate' type='text/html' href='http://harbour.blogspot.com/'/><author><name>Ada Quay</name></author><generator uri='http://www.blogger.com'>Blogger</generator>
${entries}</feed>`;
const kind = (name: string) =>
  `<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#${name}'/>`;
const entry = (number: number, name: string, html: string, more: string, title = `Entry ${number}`) =>
  `<entry><id>${id(number)}</id><published>2010-02-0${number}T10:00:00.000+01:00</published><updated>2010-03-01T10:00:00.000Z</updated>${kind(name)}<title type='text'>${title}</title><content type='html'>${escaped(html)}</content>${author}${more}</entry>\n`;
const at = (path: string) =>
  `<link rel='alternate' type='text/html' href='http://harbour.blogspot.com${path}' title='x'/>`;
const label = (name: string) => `<category scheme='http://www.blogger.com/atom/ns#' term='${name}'/>`;
const onPost = (number: number, parent = 0) =>
  `<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' href='http://harbour.blogspot.com/x.html' ref='${id(number)}' type='text/html'/>${parent ? `<link rel='related' href='http://www.blogger.com/feeds/77/1/comments/default/${parent}'/>` : ''}`;

const old = backup(
  entry(4, 'comment', 'An answer.', onPost(1, 5)) +
    `<entry><id>tag:blogger.com,1999:blog-77.layout</id>${kind('template')}<title>Template</title><content type='text'>x</content></entry>` +
    entry(
      1,
      'post',
      `Hello<br/>there ${picture}<script>x()</script>`,
      at('/2010/02/a-rope.html') + label('Harbours &amp; sea'),
    ) +
    entry(
      2,
      'post',
      'Unfinished.',
      `<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>`,
    ) +
    entry(3, 'page', 'Who.', at('/p/about.html'), 'About') +
    entry(5, 'comment', 'First.', onPost(1)) +
    entry(6, 'comment', 'Lost.', onPost(9)),
);

const takeout = `<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-77</id><title>Harbour</title>
<entry><id>${id(1)}</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><author><name>Ada Quay</name><uri/><blogger:type>BLOGGER</blogger:type></author><title>A rope</title><content type='html'>${escaped('<p>Hello</p>')}</content><blogger:metaDescription>Told.</blogger:metaDescription><blogger:created>2010-02-01T09:00:00Z</blogger:created><published>2010-02-01T09:00:00Z</published><updated>2010-02-01T09:00:00Z</updated><category scheme='tag:blogger.com,1999:blog-77' term='Harbours'/><blogger:filename>/2010/02/a-rope.html</blogger:filename></entry>
<entry><id>${id(2)}</id><blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status><title>Draft</title><content type='html'>x</content><published>2010-02-01T09:00:00Z</published><blogger:filename/></entry>
<entry><id>${id(3)}</id><blogger:type>PAGE</blogger:type><blogger:status>SOFT_TRASHED</blogger:status><title>Gone</title><content type='html'>x</content><blogger:trashed>2020-01-01T00:00:00Z</blogger:trashed></entry>
<entry><id>${id(5)}</id><blogger:parent>${id(1)}</blogger:parent><blogger:inReplyTo/><blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status><author><name>Bo</name><uri>https://bo.example/</uri></author><content type='html'>First.</content><published>2010-02-05T09:00:00Z</published></entry>
<entry><id>${id(4)}</id><blogger:parent>${id(1)}</blogger:parent><blogger:inReplyTo>${id(5)}</blogger:inReplyTo><blogger:type>COMMENT</blogger:type><blogger:status>SPAM_COMMENT</blogger:status><author><name>Cy</name></author><content type='html'>An answer.</content><published>2010-02-06T09:00:00Z</published></entry>
</feed>`;

const comments = async (site: TestBlog) => {
  const rows = await site.blog.db<Comment>('comments').orderBy('posted_at');
  return new Map(rows.map((row) => [row.content, row]));
};

test('posts, pages, drafts, labels and comments of a backup come in, and come once', async () => {
  const site = await startBlog();

  const first = await bringFrom(bloggerReader, site, old, { size: 300 });
  const again = await bringFrom(bloggerReader, site, old);

  expect(
    [first, again].map((one) => [
      counts(one, 'posts'),
      counts(one, 'pages'),
      counts(one, 'comments'),
      counts(one, 'media'),
    ]),
  ).toEqual([
    [
      [2, 0, 0],
      [1, 0, 0],
      [2, 0, 1],
      [1, 0, 0],
    ],
    [
      [0, 2, 0],
      [0, 1, 0],
      [0, 2, 1],
      [0, 1, 0],
    ],
  ]);
  const posts = await site.blog.db<Post>('posts').orderBy('id');
  expect(posts.map(({ slug, status, type }) => [slug, status, type])).toEqual([
    ['a-rope', 'publish', 'post'],
    ['', 'draft', 'post'],
    ['about', 'publish', 'page'],
  ]);
  expect(posts[0]!.published_at).toEqual(new Date('2010-02-01T09:00:00Z'));
  const media = await site.blog.db<Media>('media').first();
  expect(media).toMatchObject({ remote_url: big, post_id: posts[0]!.id });
  const said = await comments(site);
  expect(said.get('An answer.')).toMatchObject({
    parent_id: said.get('First.')!.id,
    post_id: posts[0]!.id,
    author_email: '',
  });
  expect(await site.blog.db('terms').where({ taxonomy: 'post_tag' }).select('name', 'slug')).toEqual([
    { name: 'Harbours & sea', slug: 'harbours-sea' },
  ]);
});

test('old addresses lead on, and nothing of a script is left', async () => {
  const site = await startBlog();
  await bringFrom(bloggerReader, site, old);

  const [post, page] = [
    await site.request.get('/2010/02/a-rope.html'),
    await site.request.get('/p/about.html'),
  ];
  const shown = await site.request.get(post.headers.location!);

  expect([post.status, page.status, page.headers.location]).toEqual([301, 301, '/about/']);
  expect(shown.text).toContain('First.');
  expect(shown.text).not.toContain('x()');
  // The small picture and the link around it are one file.
  expect(shown.text).toContain(`<img src="${big}"`);
});

test('a feed of Google Takeout is the same blog', async () => {
  const site = await startBlog();

  const first = await bringFrom(bloggerReader, site, takeout, { address: 'https://harbour.example' });
  const other = await bringFrom(bloggerReader, site, old);

  expect([counts(first, 'posts'), counts(first, 'pages'), counts(first, 'comments')]).toEqual([
    [2, 0, 0],
    [],
    [2, 0, 0],
  ]);
  expect([counts(first, 'other: entries'), counts(other, 'posts'), counts(other, 'comments')]).toEqual([
    [0, 0, 1],
    [0, 2, 0],
    [0, 2, 1],
  ]);
  const said = await comments(site);
  expect(said.get('An answer.')).toMatchObject({ status: 'spam', parent_id: said.get('First.')!.id });
  expect((await site.request.get('/2010/02/a-rope.html')).status).toBe(301);
});

test('a backup that breaks off says where, and no entry is half there', async () => {
  const site = await startBlog();

  const { problem } = await bringFrom(bloggerReader, site, old.slice(0, old.indexOf('Unfinished')));

  expect(problem).toMatch(/^The file cannot be read further: line \d+/);
  expect(await site.blog.db('posts').select('slug')).toEqual([{ slug: 'a-rope' }]);
});

test.each([old, takeout])('the kind is found in the file itself', (start) => {
  expect(readers.find((one) => one.knows(start))?.kind).toBe('blogger');
});
