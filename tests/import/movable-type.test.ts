// tests/import/movable-type.test.ts: a blog moves in from Movable Type or TypePad.
import { expect, test } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import { mtReader } from '../../src/import/movable-type/mt-reader.ts';
import { readers } from '../../src/import/readers.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { bringFrom, counts } from './kit.ts';

const file = `AUTHOR: Ada Quay
TITLE: A rope has two ends
BASENAME: a_rope
STATUS: Publish
ALLOW COMMENTS: 1
CONVERT BREAKS: __default__
ALLOW PINGS: 0
PRIMARY CATEGORY: Harbours
CATEGORY: Harbours
CATEGORY: The sea
TAGS: knots,"long walks"

DATE: 01/31/2002 03:31:05 PM
-----
BODY:
First line.

-----
TITLE: no field, but words behind a line of hyphens
--------
Last line. <script>x()</script>
-----
EXTENDED BODY:
Further on.
-----
EXCERPT:
In short.
-----
KEYWORDS:

-----
COMMENT:
AUTHOR: Bo
EMAIL: bo@example.com
IP: 192.0.2.1
URL: http://bo.example/
DATE: 02/01/2002 12:05:00 AM
DATE: is part of the words.

Really.
-----
PING:
TITLE: Seen & said
URL: http://c.example/1
IP: 192.0.2.2
BLOG NAME: Cy's blog
DATE: 02/02/2002 15:00:00
An excerpt.
-----
--------
AUTHOR: Ada Quay
TITLE: Not yet
STATUS: Draft
ALLOW COMMENTS: 0
CONVERT BREAKS: markdown
DATE: 02/01/2002 09:00:00
-----
BODY:
Some *stress*.
-----
--------
TITLE: From TypePad
AUTHOR: Di
DATE: 03/01/2002 10:00:00 AM
STATUS: publish
UNIQUE URL: https://di.typepad.com/notes/2002/03/from-typepad.html
-----
BODY:
Words.
-----
--------
`;

test('entries, comments, pings, categories, tags and dates come in, and come once', async () => {
  const site = await startBlog();
  await site.blog.db('settings').where({ name: 'timezone_string' }).del();

  const first = await bringFrom(mtReader, site, file, { size: 37 });
  const again = await bringFrom(mtReader, site, file.replaceAll('\n', '\r\n'));

  expect(
    [first, again].map((one) => [
      one.problem,
      counts(one, 'posts'),
      counts(one, 'comments'),
      counts(one, 'trackbacks and pingbacks'),
    ]),
  ).toEqual([
    [undefined, [3, 0, 0], [1, 0, 0], [1, 0, 0]],
    [undefined, [0, 3, 0], [0, 1, 0], [0, 1, 0]],
  ]);
  const posts = await site.blog.db<Post>('posts').orderBy('published_at');
  expect(posts.map(({ slug, status, comment_status }) => [slug, status, comment_status])).toEqual(
    expect.arrayContaining([
      ['a_rope', 'publish', 'open'],
      ['from-typepad', 'publish', 'closed'],
    ]),
  );
  const rope = posts.find(({ title }) => title === 'A rope has two ends')!;
  expect(rope).toMatchObject({ published_at: new Date('2002-01-31T15:31:05Z'), excerpt: 'In short.' });
  expect(rope.content).toContain(
    '-----\nTITLE: no field, but words behind a line of hyphens\n--------\nLast line.',
  );
  expect(rope.html).toContain('Further on.');
  expect(rope.html).not.toContain('script');
  const draft = posts.find(({ title }) => title === 'Not yet')!;
  expect(draft).toMatchObject({ status: 'draft', content_format: 'markdown' });
  expect(draft.html).toContain('<em>stress</em>');
  const [comment, ping] = await site.blog.db<Comment>('comments').orderBy('posted_at');
  expect(comment).toMatchObject({
    author_name: 'Bo',
    author_email: 'bo@example.com',
    posted_at: new Date('2002-02-01T00:05:00Z'),
    post_id: rope.id,
  });
  expect(comment!.content).toBe('DATE: is part of the words.\n\nReally.');
  expect(ping).toMatchObject({
    type: 'trackback',
    author_name: "Cy's blog",
    posted_at: new Date('2002-02-02T15:00:00Z'),
  });
  expect(ping!.html).toContain('Seen &amp; said');
  expect(await site.blog.db('terms').orderBy(['taxonomy', 'slug']).select('taxonomy', 'slug')).toEqual(
    expect.arrayContaining([
      { taxonomy: 'category', slug: 'harbours' },
      { taxonomy: 'category', slug: 'the-sea' },
      { taxonomy: 'post_tag', slug: 'knots' },
      { taxonomy: 'post_tag', slug: 'long-walks' },
    ]),
  );
});

test('addresses that the file names, and those that Movable Type usually makes, lead on', async () => {
  const site = await startBlog();
  await bringFrom(mtReader, site, file);

  const [named, usual, none] = await Promise.all(
    ['/notes/2002/03/from-typepad.html', '/2002/01/a-rope.html', '/2002/02/nothing.html'].map((path) =>
      site.request.get(path),
    ),
  );

  expect([named!.status, usual!.status, none!.status]).toEqual([301, 301, 404]);
});

test('a file that ends in the middle of an entry says so, and that entry stays out', async () => {
  const site = await startBlog();

  const { problem } = await bringFrom(mtReader, site, file.slice(0, file.indexOf('Some *stress*')));

  expect(problem).toBe(
    'The file ends in the middle of an entry: it was cut short. Everything before it came in.',
  );
  expect(await site.blog.db('posts').select('slug')).toEqual([{ slug: 'a_rope' }]);
});

test.each([
  [file, 'movable-type'],
  ['AUTHOR: A\nDear all', undefined],
  ['TITLE: x\nDATE: tomorrow\n', undefined],
])('%.20s is known for what it is', (start, kind) => {
  expect(readers.find((one) => one.knows(start))?.kind).toBe(kind);
});
