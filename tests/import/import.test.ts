// tests/import/import.test.ts: what an owner finds after bringing an old blog in.
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Comment } from '../../src/comments/comment.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Media } from '../../src/media/media.ts';
import type { Post } from '../../src/posts/post.ts';
import { htmlVersion } from '../../src/posts/content/render.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const harbour = fs.readFileSync(path.resolve(import.meta.dirname, '../fixtures/wxr/harbour.xml'), 'utf8');

const bring = (site: TestBlog, text: string | Buffer = harbour, options = {}) =>
  importWxr(site.blog, { open: () => Readable.from([Buffer.from(text)]), ...options });

const posts = (site: TestBlog) => site.blog.db<Post>('posts').orderBy('id');
const comments = (site: TestBlog) => site.blog.db<Comment>('comments').orderBy('id');

test('posts, pages, comments and media come in with their ids, dates and ties', async () => {
  const site = await startBlog();

  const { rows, problem } = await bring(site);

  expect(problem).toBeUndefined();
  const [rope, draft, below, boats, home] = await posts(site);
  expect(rope).toMatchObject({
    id: 11,
    title: 'A rope has two ends & more',
    slug: 'a-rope-has-two-ends',
    status: 'publish',
    published_at: new Date('2025-03-04T10:00:00Z'),
    modified_at: new Date('2025-03-05T10:00:00Z'),
    excerpt: 'Short words on ropes.',
    is_sticky: true,
    comment_status: 'open',
    ping_status: 'closed',
    comment_count: 2,
    featured_media_id: 15,
    guid: 'https://harbour.example/?p=11',
    meta: { mood: ['calm'] },
    html_version: htmlVersion,
  });
  expect(draft).toMatchObject({ id: 12, status: 'draft', published_at: null, format: 'aside', slug: '' });
  expect(below).toMatchObject({ id: 13, type: 'page', parent_id: 14, menu_order: 3 });
  expect(boats).toMatchObject({ id: 14, parent_id: null });
  expect(home).toMatchObject({ type: 'nav_menu_item', meta: { _menu_item_object_id: ['14'] } });
  const [quay] = await site.blog.db<Media>('media');
  expect(quay).toMatchObject({
    id: 15,
    post_id: 11,
    file: null,
    remote_url: 'https://harbour.example/wp-content/uploads/2025/03/quay.png',
    alternative_text: 'The old quay',
    caption: 'The quay at noon',
    width: 64,
    height: 48,
    mime_type: 'image/png',
  });
  expect(rows.find(({ kind }) => kind === 'posts')).toEqual({
    kind: 'posts',
    came_in: 2,
    already_there: 0,
    left_out: 1,
    mended: 0,
    reasons: ['a draft nobody saved'],
  });
});

test('threads, kinds and statuses of comments are kept, also when the answer comes first', async () => {
  const site = await startBlog();

  await bring(site);

  const [question, answer, spam] = await comments(site);
  expect(question).toMatchObject({
    id: 21,
    parent_id: null,
    type: 'comment',
    status: 'approve',
    author_name: 'Odd "Bo" Bo',
    meta: { rating: ['5'] },
  });
  expect(answer).toMatchObject({ id: 22, parent_id: 21, posted_at: new Date('2025-03-04T13:00:00Z') });
  expect(spam).toMatchObject({
    type: 'trackback',
    status: 'spam',
    posted_at: new Date('2025-03-04T10:00:00Z'),
  });
  const mara = await site.blog.db('users').where({ login: 'mara' }).first();
  expect(answer!.user_id).toBe(mara.id);
  expect(mara).toMatchObject({ role: 'author', password_hash: null, display_name: 'Mara Quay', id: 7 });
});

test('categories keep their order of rank, and counts are right', async () => {
  const site = await startBlog();

  await bring(site);

  const terms = await site.blog
    .db('terms')
    .whereIn('slug', ['knots', 'work', 'rope', 'storm', 'main'])
    .orderBy('id');
  expect(terms).toMatchObject([
    { slug: 'knots', name: 'Knots & ropes', parent_id: 32, post_count: 1, taxonomy: 'category' },
    { slug: 'work', parent_id: null, post_count: 0 },
    { slug: 'rope', taxonomy: 'post_tag', post_count: 1 },
    { slug: 'main', taxonomy: 'nav_menu' },
    { slug: 'storm', taxonomy: 'weather' },
  ]);
});

test('a second run brings nothing twice and changes nothing', async () => {
  const site = await startBlog();
  await bring(site);
  await posts(site).where({ id: 11 }).update({ title: 'Changed here' });
  const before = [await posts(site), await comments(site)].map((rows) => rows.length);

  const { rows } = await bring(site);

  expect([await posts(site), await comments(site)].map((found) => found.length)).toEqual(before);
  expect((await posts(site))[0]).toMatchObject({ title: 'Changed here', featured_media_id: 15 });
  expect(rows.every(({ came_in }) => came_in === 0)).toBe(true);
  expect(rows.find(({ kind }) => kind === 'comments')).toMatchObject({ already_there: 2 });
});

test('what had to make room and was deleted here comes anew once', async () => {
  const site = await startBlog();
  await site.hasPost({ id: 11, title: 'Written here' });
  await site.hasComment({ id: 21, post_id: 11, content: 'Said here' });
  await bring(site);
  const rope = () => posts(site).where({ title: 'A rope has two ends & more' });
  const [first] = await rope();
  await comments(site).where({ post_id: first!.id }).delete();
  await posts(site).where({ id: first!.id }).delete();
  await bring(site);
  const before = [await rope(), await comments(site)];

  const { rows } = await bring(site);

  const after = [await rope(), await comments(site)];
  const ids = (all: { id: number }[]) => all.map(({ id }) => id);
  expect(before[0]).toHaveLength(1);
  expect(before[0]![0]!.id).toBeGreaterThan(first!.id);
  expect(after.map(ids)).toEqual(before.map(ids));
  expect((await rope())[0]).toMatchObject({ comment_count: 2 });
  expect(rows.every(({ came_in }) => came_in === 0)).toBe(true);
});

test('an interrupted run is finished by the next one', async () => {
  const site = await startBlog();
  let records = 0;
  const interrupted = bring(site, harbour, {
    progress() {
      records += 1;
      if (records === 8) throw new Error('the power went');
    },
  });
  await expect(interrupted).rejects.toThrow('the power went');

  await bring(site);

  expect((await posts(site)).map(({ id }) => id)).toEqual([11, 12, 13, 14, 16]);
  expect((await comments(site)).map(({ id, parent_id }) => [id, parent_id])).toEqual([
    [21, null],
    [22, 21],
    [23, null],
  ]);
});

test('ids that are taken here make room, and ties still hold', async () => {
  const site = await startBlog();
  await site.hasPost({ id: 11, slug: 'a-rope-has-two-ends' });
  await site.hasPost({ id: 14, type: 'page', slug: 'other' });
  await site.hasComment({ id: 21, post_id: 11 });

  await bring(site);

  const all = await posts(site);
  const rope = all.find(({ title }) => title === 'A rope has two ends & more')!;
  expect(rope).toMatchObject({ slug: 'a-rope-has-two-ends-2', comment_count: 2 });
  const boats = all.find(({ title }) => title === 'Boats')!;
  expect(all.find(({ id }) => id === 13)).toMatchObject({ title: 'Below deck', parent_id: boats.id });
  const question = (await comments(site)).find(({ content }) => content.startsWith('Which end'))!;
  expect((await comments(site)).find(({ id }) => id === 22)).toMatchObject({ parent_id: question.id });
  expect([rope.id, boats.id, question.id].every((id) => id > 16)).toBe(true);
  const former = await site.blog.db('former_addresses').where({ post_id: rope.id }).orderBy('slug');
  expect(former.map(({ slug }) => slug)).toEqual(['a-rope-has-two-ends', 'two-ends']);
  // The next row written here gets a number of its own.
  expect((await site.hasPost()).id).toBeGreaterThan(boats.id);
});

test('a reply cannot stand below itself', async () => {
  const site = await startBlog();
  const circle = harbour
    .replace(
      '<wp:comment_id>21</wp:comment_id>',
      '<wp:comment_id>21</wp:comment_id><wp:comment_parent>22</wp:comment_parent>',
    )
    .replace(
      '<wp:comment_type></wp:comment_type><wp:comment_parent>0</wp:comment_parent>',
      '<wp:comment_type></wp:comment_type>',
    );

  await bring(site, circle);

  const [question, answer] = await comments(site);
  expect([question!.parent_id, answer!.parent_id].filter((id) => id === null)).toHaveLength(1);
});

test('a file that breaks off says where, and keeps what came before', async () => {
  const site = await startBlog();

  const { problem } = await bring(site, harbour.slice(0, harbour.indexOf('<title>Below deck</title>') + 20));

  expect(problem).toMatch(/^The file cannot be read further: line \d+: the file ends in the middle\. /);
  const titles = (await posts(site)).map(({ title }) => title);
  expect(titles).toContain('A rope has two ends & more');
  expect(titles).not.toContain('Below');
});

test('all posts can be given to one user', async () => {
  const site = await startBlog();
  const owner = await site.hasUser({ login: 'owner' });

  await bring(site, harbour, { author_id: owner.id });

  expect((await posts(site)).every(({ author_id }) => author_id === owner.id)).toBe(true);
  expect(await site.blog.db('users').where({ login: 'mara' })).toEqual([]);
});

test('a file that names huge ids uses none of them up', async () => {
  const site = await startBlog();

  await bring(site, harbour.replaceAll('<wp:post_id>11<', '<wp:post_id>2147483647<'));

  expect((await posts(site)).find(({ slug }) => slug === 'a-rope-has-two-ends')!.id).toBeLessThan(1_000_000);
});

test('what hostile words a file holds stay words on every page (A5, A10)', async () => {
  const site = await startBlog();
  const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;
  const cdata = `<![CDATA[${hostile}]]>`;
  const text = harbour
    .replace(
      /<wp:comment_author>.*?<\/wp:comment_author>/s,
      `<wp:comment_author>${cdata}</wp:comment_author>`,
    )
    .replace(/<wp:comment_author_url>.*?<\/wp:comment_author_url>/gs, '')
    .replaceAll(
      '<wp:comment_content>',
      '<wp:comment_author_url>javascript:alert(1)</wp:comment_author_url><wp:comment_content>',
    )
    .replaceAll(/<title>.*?<\/title>/gs, `<title>${cdata}</title>`)
    .replaceAll('<content:encoded><![CDATA[', `<content:encoded><![CDATA[${hostile} `);
  const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));

  await bring(site, text);

  const [shown] = await comments(site);
  expect(shown!.author_url).toBe('');
  await site.blog.db('comments').update({ author_url: 'javascript:alert(1)' });
  for (const path of [
    '/?p=11',
    '/',
    '/feed/',
    '/comments/feed/',
    '/admin/comments',
    '/admin/posts',
    '/admin/',
  ]) {
    const answer = await agent.get(path).redirects(3);
    expect(answer.status, path).toBe(200);
    expect(answer.text, path).not.toMatch(/<script>alert|<img [^>]*onerror|href="javascript/);
  }
});

test('what an export calls by the names of what every object has is of an unknown kind', async () => {
  const site = await startBlog();
  const [opening] = /<rss[^>]*>/.exec(harbour)!;
  const item = (id: number, type: string, more = '') =>
    `<item><title>${type}</title><wp:post_id>${id}</wp:post_id><wp:post_date>2020-01-01 00:00:00</wp:post_date>` +
    `<wp:post_name>n-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>${more}</item>`;
  const term =
    '<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>constructor</wp:term_taxonomy>' +
    '<wp:term_slug>a</wp:term_slug><wp:term_name>a</wp:term_name></wp:term>';
  const file = '<wp:attachment_url>http://old.example/a.constructor</wp:attachment_url>';

  const { rows, problem } = await bring(
    site,
    `<?xml version="1.0"?>${opening}<channel><title>x</title><wp:wxr_version>1.2</wp:wxr_version>${term}` +
      `${item(1, 'attachment', file)}${item(2, 'constructor')}${item(3, 'post')}</channel></rss>`,
  );

  expect(problem).toBeUndefined();
  expect(rows.map(({ kind }) => kind)).toEqual(['other terms', 'media', 'other: constructor', 'posts']);
  expect((await posts(site)).map(({ id }) => id)).toEqual([2, 3]);
  expect(await site.blog.db('media').pluck('mime_type')).toEqual(['application/octet-stream']);
});
