// tests/import/ghost.test.ts: a blog moves in from Ghost.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { filesOfFolder } from '../../src/import/files.ts';
import { ghostReader } from '../../src/import/ghost/ghost-reader.ts';
import { readers } from '../../src/import/readers.ts';
import type { Comment } from '../../src/comments/comment.ts';
import type { Media } from '../../src/media/media.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { bringFrom, counts, why } from './kit.ts';

const day = '2024-05-06T07:08:09.000Z';
const post = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  title: `Post ${id}`,
  slug: `post-${id}`,
  html: `<p>Words of ${id}.</p>`,
  type: 'post',
  status: 'published',
  visibility: 'public',
  created_at: day,
  published_at: day,
  updated_at: '2024-06-01T00:00:00.000Z',
  ...more,
});

const data = {
  posts: [
    post('65a1', {
      html: '<p>See <a href="__GHOST_URL__/post-65a2/">the other</a>.</p><img src="__GHOST_URL__/content/images/size/w600/2024/05/quay.png" alt="Quay"><script>alert(1)</script>',
      feature_image: '__GHOST_URL__/content/images/2024/05/cover.png',
      custom_excerpt: 'In short.',
    }),
    post('65a2', { status: 'draft', published_at: null }),
    post('65a3', { type: 'page', slug: 'about', title: 'About' }),
    post('65a4', { visibility: 'members' }),
    post('65a5', { status: 'scheduled', published_at: '2099-01-01T00:00:00.000Z' }),
    post('65a6', {
      html: null,
      mobiledoc: JSON.stringify({ cards: [['markdown', { markdown: 'From a *card*.' }]] }),
    }),
    post('65a7', { status: 'sent' }),
  ],
  posts_meta: [
    { post_id: '65a1', meta_title: 'For engines', meta_description: 'Told.', feature_image_alt: 'A cover' },
  ],
  tags: [
    { id: 't1', name: 'Harbours', slug: 'harbours', description: 'Where ships sleep.', visibility: 'public' },
    { id: 't2', name: '#hidden', slug: 'hash-hidden', visibility: 'internal' },
  ],
  posts_tags: [
    { post_id: '65a1', tag_id: 't2', sort_order: 1 },
    { post_id: '65a1', tag_id: 't1', sort_order: 0 },
  ],
  users: [
    { id: 'u1', name: 'Ada Quay', slug: 'ada', email: 'ada@example.com' },
    { id: 'u2', name: 'Bo', slug: 'bo', email: 'bo@example.com' },
  ],
  posts_authors: [
    { post_id: '65a1', author_id: 'u2', sort_order: 1 },
    { post_id: '65a1', author_id: 'u1', sort_order: 0 },
  ],
  members: [{ id: 'm1', name: 'Cy', email: 'cy@example.com' }],
  comments: [
    {
      id: 'c2',
      post_id: '65a1',
      member_id: 'm1',
      parent_id: 'c1',
      status: 'published',
      html: '<p>An answer.</p>',
      created_at: '2024-05-08T00:00:00.000Z',
    },
    {
      id: 'c1',
      post_id: '65a1',
      member_id: 'm1',
      status: 'published',
      html: '<p>First.</p>',
      created_at: '2024-05-07T00:00:00.000Z',
    },
    {
      id: 'c3',
      post_id: '65a1',
      member_id: 'gone',
      status: 'hidden',
      html: '<p>Hidden.</p>',
      created_at: day,
    },
  ],
  settings: [{ key: 'title', value: 'Harbour' }],
};
const file = JSON.stringify({ db: [{ meta: { exported_on: 1, version: '5.80.0' }, data }] });

test('posts, pages, tags, authors and comments come in, twice without doubles', async () => {
  const site = await startBlog();

  const first = await bringFrom(ghostReader, site, file, { address: 'https://old.example/' });
  const again = await bringFrom(ghostReader, site, file, { address: 'https://elsewhere.example' });

  expect(first.problem).toBeUndefined();
  expect([counts(first, 'posts'), counts(again, 'posts')]).toEqual([
    [6, 0, 0],
    [0, 6, 0],
  ]);
  expect([counts(first, 'comments'), counts(again, 'comments')]).toEqual([
    [3, 0, 0],
    [0, 3, 0],
  ]);
  const posts = await site.blog.db<Post>('posts').orderBy('id');
  expect(posts.map(({ slug, status }) => [slug, status])).toEqual([
    ['post-65a1', 'publish'],
    ['post-65a2', 'draft'],
    ['about', 'publish'],
    ['post-65a4', 'private'],
    ['post-65a5', 'future'],
    ['post-65a6', 'publish'],
    ['post-65a7', 'private'],
  ]);
  expect(posts[0]).toMatchObject({
    published_at: new Date(day),
    modified_at: new Date('2024-06-01T00:00:00Z'),
    excerpt: 'In short.',
    seo_title: 'For engines',
    seo_description: 'Told.',
  });
  expect(posts[5]!.html).toContain('From a *card*.');
  expect(await site.blog.db('users').orderBy('id').select('login', 'display_name')).toEqual([
    { login: 'ada', display_name: 'Ada Quay' },
    { login: 'bo', display_name: 'Bo' },
  ]);
  expect(await site.blog.db('terms').where({ taxonomy: 'post_tag' }).select('slug', 'post_count')).toEqual([
    { slug: 'harbours', post_count: 1 },
  ]);
  expect(why(first, 'posts')).toContain('only members could read');
  expect(counts(first, 'members')).toEqual([0, 0, 1]);
});

test('the page shows the text cleaned, with its comments in threads; the old address leads to it', async () => {
  const site = await startBlog();
  await bringFrom(ghostReader, site, file, { address: 'https://old.example' });

  const old = await site.request.get('/post-65a1/');
  const page = await site.request.get(old.headers.location!);
  const members = await site.request.get('/post-65a4/');

  expect(old.status).toBe(301);
  expect(page.text).toContain('href="https://old.example/post-65a2/"');
  expect(page.text).toContain('src="https://old.example/content/images/2024/05/quay.png"');
  expect(page.text).not.toContain('alert(1)');
  expect(page.text).toContain('An answer.');
  expect(page.text).not.toContain('Hidden.');
  const comments = await site.blog.db<Comment>('comments').orderBy('posted_at');
  const by = new Map(comments.map((one) => [one.content, one]));
  expect(by.get('<p>An answer.</p>')!.parent_id).toBe(by.get('<p>First.</p>')!.id);
  // What members paid for is nobody else's.
  expect(members.status).toBe(404);
});

test('pictures come out of a copy of the content folder, and the text shows them from here', async () => {
  const site = await startBlog();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-ghost-'));
  const images = path.join(folder, 'content/images/2024/05');
  fs.mkdirSync(images, { recursive: true });
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'navy' } })
    .png()
    .toBuffer();
  for (const name of ['quay.png', 'cover.png']) fs.writeFileSync(path.join(images, name), picture);

  // Without an address the blog keeps its own.
  const result = await bringFrom(ghostReader, site, file, { uploads: filesOfFolder(folder) });
  await site.work();

  expect([counts(result, 'media'), counts(result, 'files')]).toEqual([
    [2, 0, 0],
    [2, 0, 0],
  ]);
  const media = await site.blog.db<Media>('media').orderBy('id');
  expect(media.map(({ file }) => file === null)).toEqual([false, false]);
  expect(media[0]).toMatchObject({ alternative_text: 'A cover' });
  const first = await site.blog.db<Post>('posts').where({ slug: 'post-65a1' }).first();
  expect(first!.featured_media_id).toBe(media[0]!.id);
  expect(first!.html).toContain(`/uploads/${media[1]!.file}`);
  fs.rmSync(folder, { recursive: true });
});

test.each([
  ['cut short', file.slice(0, -20), 'was cut short. Nothing of it came in.'],
  ['of another kind', '{"data": {"users": []}}', 'There is no list of posts in this file'],
  ['no list', '[1,2]', 'There is no list of posts in this file'],
  ['nothing', '', 'was cut short'],
])('a file that is %s gets a clear answer, and nothing is written', async (_name, text, words) => {
  const site = await startBlog();

  const { problem } = await bringFrom(ghostReader, site, text);

  expect(problem).toContain(words);
  expect(await site.blog.db('posts')).toEqual([]);
});

test('hostile values are passed over, one by one', async () => {
  const site = await startBlog();
  const odd = {
    posts: [
      null,
      7,
      'x',
      [],
      post('1', { title: { a: 1 }, html: ['x'], slug: '../../x', published_at: 'never' }),
    ],
    tags: 'none',
    users: [[]],
    posts_tags: [{ post_id: '1' }, null],
    comments: [{ post_id: 'nowhere', html: 'x' }],
    settings: { key: 'title' },
  };

  const result = await bringFrom(ghostReader, site, JSON.stringify({ data: odd }));

  expect(result.problem).toBeUndefined();
  const slugs = await site.blog.db<Post>('posts').where({ status: 'publish' }).select('slug', 'id');
  expect(slugs.some(({ slug }) => slug.includes('/') || slug.includes('.'))).toBe(false);
  // Numbers of another system are no numbers here.
  expect(counts(result, 'comments')).toEqual([0, 0, 1]);
});

test.each([
  [file, 'ghost'],
  ['{"meta":{"exported_on":1},"data":{}}', 'ghost'],
  ['{ "version": 1 }', undefined],
  ['<?xml version="1.0"?>\n<rss>', 'wordpress'],
  ['Warning: x\n<?xml version="1.0"?><rss>', 'wordpress'],
])('the kind of %.40s is found in itself', (start, kind) => {
  expect(readers.find((one) => one.knows(start))?.kind).toBe(kind);
});
