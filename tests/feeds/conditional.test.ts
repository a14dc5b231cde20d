// tests/feeds/conditional.test.ts: one query says whether a reader has a feed already, and never says so of one that changed.
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { features } from '../../src/features.ts';
import { storeRendered } from '../../src/posts/content/queries.ts';
import { updatePost } from '../../src/posts/queries/write.ts';
import { reading } from '../../src/posts/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const body = (answer: { text?: string; body: unknown }): string =>
  answer.text || (Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : '');

/** How many statements a request makes the database do, and its answer. */
async function statements(site: TestBlog, path: string, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const note = ({ sql }: { sql: string }) => asked.push(sql);
  site.blog.db.on('query', note);
  const answer = await site.request.get(path).set(headers);
  site.blog.db.off('query', note);
  return { answer, asked };
}

test.each(
  ['/feed/', '/comments/feed/'].flatMap((path) => ['', 'atom/', 'rdf/', 'json/'].map((word) => path + word)),
)('who has %s already costs one query', async (path) => {
  const site = await startBlog();
  const post = await site.hasPost();
  await site.hasComment({ post_id: post.id });
  const first = await site.request.get(path);

  const again = await statements(site, path, { 'If-None-Match': first.headers.etag! });
  const bySpelling = await statements(site, path, { 'If-None-Match': `"other", W/${first.headers.etag}` });
  const byDate = await statements(site, path, { 'If-Modified-Since': first.headers['last-modified']! });
  const other = await statements(site, path, { 'If-None-Match': '"other"' });

  for (const { answer, asked } of [again, bySpelling, byDate])
    expect([answer.status, asked.length, body(answer)]).toEqual([304, 1, '']);
  expect(other.answer.status).toBe(200);
});

interface Change {
  change(site: TestBlog, post_id: number): Promise<unknown>;
  of: string[];
}

const posts = ['/feed/', '/feed/atom/'];
const comments = ['/comments/feed/'];
const changes: Record<string, Change> = {
  'a post is changed': {
    change: ({ blog }, id) => updatePost(blog.db, id, { title: 'Another title' }),
    of: [...posts, ...comments],
  },
  'a post is taken back': {
    change: ({ blog }, id) => updatePost(blog.db, id, { status: 'draft' }),
    of: [...posts, ...comments],
  },
  'a post goes into the trash': {
    change: ({ blog }, id) => updatePost(blog.db, id, { status: 'trash' }),
    of: [...posts, ...comments],
  },
  'an older post than the newest is deleted': {
    change: ({ blog }, id) => blog.db('posts').where({ id }).delete(),
    of: [...posts, ...comments],
  },
  'a post is rendered anew': {
    change: ({ blog }, id) =>
      storeRendered(
        blog.db,
        { id, title: '', excerpt: '', content: '<p>Some words of the post.</p>' },
        { html: '<p>Made anew.</p>' },
      ),
    of: posts,
  },
  'a post gets a password': {
    change: ({ blog }, id) => updatePost(blog.db, id, { password: 'sesame' }),
    of: [...posts, ...comments],
  },
  'a post comes out': { change: (site) => site.hasPost(), of: posts },
  'its author has another name': {
    change: ({ blog }) => blog.db('users').update({ display_name: 'Another name' }),
    of: posts,
  },
  'a setting is saved': {
    change: ({ blog }) => saveSettings(blog.db, general, { blogname: 'Another blog' }),
    of: [...posts, ...comments],
  },
  'feeds show excerpts': {
    change: ({ blog }) => saveSettings(blog.db, reading, { rss_use_excerpt: true }),
    of: posts,
  },
  'a comment is changed': {
    change: ({ blog }) => blog.db('comments').update({ author_name: 'Somebody else' }),
    of: comments,
  },
  'a comment is taken back': {
    change: ({ blog }) => blog.db('comments').update({ status: 'spam' }),
    of: comments,
  },
  'a category is renamed': {
    change: ({ blog }) => blog.db('terms').update({ name: 'Renamed' }),
    of: posts,
  },
};

const cases = Object.entries(changes).flatMap(([name, { change, of }]) =>
  of.map((path) => ({ name, path, change })),
);

test.each(cases)('$path is sent whole again when $name', async ({ path, change }) => {
  const site = await startBlog();
  const ada = await site.hasUser();
  const post = await site.hasPost({ author_id: ada.id, published_at: new Date('2026-07-01T00:00:00Z') });
  const [term] = await site.blog
    .db('terms')
    .insert({ taxonomy: 'category', name: 'News', slug: 'news-here' })
    .returning<{ id: number }[]>('id');
  await site.blog.db('post_terms').insert({ post_id: post.id, term_id: term!.id });
  await site.hasPost({ published_at: new Date('2026-07-20T00:00:00Z') });
  await site.hasComment({ post_id: post.id });
  const { headers } = await site.request.get(path);
  const has = {
    tag: { 'If-None-Match': headers.etag! },
    date: { 'If-Modified-Since': headers['last-modified']! },
  };
  const before = [await site.request.get(path).set(has.tag), await site.request.get(path).set(has.date)];

  await change(site, post.id);
  const after = [await site.request.get(path).set(has.tag), await site.request.get(path).set(has.date)];

  expect(before.map(({ status }) => status)).toEqual([304, 304]);
  expect(after.map(({ status }) => status)).toEqual([200, 200]);
  expect(after[0]!.headers.etag).not.toBe(headers.etag);
});

test('after a start nobody is told by a date of before that a feed is as it was', async () => {
  const site = await startBlog();
  const post = await site.hasPost({ published_at: new Date('2026-07-01T00:00:00Z') });
  await site.hasPost({ published_at: new Date('2026-07-20T00:00:00Z') });
  // The database's own clock is another than the blog's here.
  await site.blog.db('posts').update({ modified_at: new Date('2026-07-20T00:00:00Z') });
  const { headers } = await site.request.get('/feed/');
  // Another process serves from now on; meanwhile an older entry was taken back.
  await updatePost(site.blog.db, post.id, { status: 'draft' });
  site.setTime('2026-08-01T09:10:00Z');
  const config = { ...site.blog.config };
  const app = createApp({ ...site.blog, config }, features);
  await supertest(app).get('/feed/');

  const byDate = await supertest(app).get('/feed/').set('If-Modified-Since', headers['last-modified']!);

  expect(byDate.status).toBe(200);
});
