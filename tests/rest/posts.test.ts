// tests/rest/posts.test.ts: posts and pages written by programs: what is kept, who may, and what is refused in which words.
import { beforeAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const posts = '/wp/v2/posts';
const pages = '/wp/v2/pages';
const nobody = asNobody(site);
let editor: Ask;
let author: Ask;
let contributor: Ask;
let authorId = 0;

beforeAll(async () => {
  editor = await asUser(site, await site.hasUser({ login: 'edith', role: 'editor' }));
  const user = await site.hasUser({ login: 'aud', role: 'author' });
  authorId = user.id;
  author = await asUser(site, user);
  contributor = await asUser(site, await site.hasUser({ login: 'con', role: 'contributor' }));
});

test('a program writes a post with everything WordPress lets it say', async () => {
  const news = await editor('post', '/wp/v2/categories', { name: 'News' });
  const tag = await editor('post', '/wp/v2/tags', { name: 'sea' });

  const made = await editor('post', posts, {
    title: 'A “quiet” afternoon & more',
    content: '<p>Waves <script>steal()</script>came in.</p>',
    excerpt: { raw: 'In short.' },
    slug: 'afternoon',
    status: 'publish',
    date: '2026-07-01T10:00:05',
    categories: [news.body.id],
    tags: [tag.body.id],
    format: 'aside',
    sticky: true,
    comment_status: 'closed',
    ping_status: 'closed',
    meta: { mood: 'calm', stars: ['1', '2'] },
  });

  expect(made.status).toBe(201);
  expect(made.headers.location).toBe(`http://localhost/wp-json${posts}/${made.body.id}`);
  expect(made.body).toMatchObject({
    date: '2026-07-01T10:00:05',
    slug: 'afternoon',
    status: 'publish',
    format: 'aside',
    sticky: true,
    comment_status: 'closed',
    ping_status: 'closed',
    categories: [news.body.id],
    tags: [tag.body.id],
    title: { raw: 'A “quiet” afternoon & more', rendered: 'A “quiet” afternoon &amp; more' },
    excerpt: { raw: 'In short.', rendered: '<p>In short.</p>\n', protected: false },
    meta: { footnotes: '', mood: 'calm', stars: ['1', '2'] },
  });
  expect(made.body.content.rendered).toBe('<p>Waves came in.</p>\n');
  const page = await site.request.get(new URL(made.body.link as string).pathname);
  expect(page.text).toContain('Waves came in.');
  expect(page.text).not.toContain('steal()');
  await site.work();
  expect(await db('revisions').where({ post_id: made.body.id })).toHaveLength(1);
});

test('what a change leaves out stays', async () => {
  const { body: made } = await author('post', posts, {
    title: 'Kept',
    content: 'One',
    status: 'draft',
    tags: [],
  });

  const changed = await author('post', `${posts}/${made.id}`, { content: 'Two' });
  const put = await author('put', `${posts}/${made.id}`, { title: { raw: 'New' } });
  const gone = await author('patch', `${posts}/${made.id}`, { meta: { mood: null } });
  const revisions = await author('get', `${posts}/${made.id}/revisions?context=edit`);

  expect(changed.body).toMatchObject({ title: { raw: 'Kept' }, content: { raw: 'Two' }, status: 'draft' });
  expect([put.status, put.body.title.raw, put.body.content.raw]).toEqual([200, 'New', 'Two']);
  expect(gone.body.meta).toEqual({ footnotes: '' });
  expect(revisions.body.map(({ title }: { title: { raw: string } }) => title.raw)).toEqual([
    'New',
    'Kept',
    'Kept',
  ]);
  expect(revisions.headers['x-wp-total']).toBe('3');
  expect(revisions.body[1].content).toEqual({ raw: 'Two', rendered: '<p>Two</p>\n' });
});

test('a date to come schedules, and its minute brings it out', async () => {
  const later = await author('post', posts, {
    title: 'Later',
    status: 'publish',
    date_gmt: '2026-08-02T09:00:00',
  });
  const before = await nobody('get', `${posts}/${later.body.id}`);
  site.setTime('2026-08-02T09:01:00Z');
  await site.work();
  const after = await nobody('get', `${posts}/${later.body.id}`);
  site.setTime('2026-08-01T09:00:00Z');

  expect(later.body.status).toBe('future');
  expect(refusalOf(before)).toEqual([401, 'rest_forbidden']);
  expect(after.status).toBe(200);
});

test('trash, back again, and for ever', async () => {
  const { body: made } = await author('post', posts, { title: 'Brief', status: 'publish' });
  const path = `${posts}/${made.id}`;

  const trashed = await author('delete', path);
  const again = await author('delete', path);
  const seen = await nobody('get', path);
  const back = await author('post', path, { status: 'publish' });
  const gone = await author('delete', `${path}?force=true`);

  expect([trashed.status, trashed.body.status]).toEqual([200, 'trash']);
  expect(refusalOf(again)).toEqual([410, 'rest_already_trashed']);
  expect(refusalOf(seen)).toEqual([401, 'rest_forbidden']);
  expect([back.status, back.body.status, back.body.slug]).toEqual([200, 'publish', 'brief']);
  expect(gone.body).toMatchObject({ deleted: true, previous: { id: made.id, title: { raw: 'Brief' } } });
  expect(refusalOf(await author('get', path))).toEqual([404, 'rest_post_invalid_id']);
});

test('who may not write, publish, stick or write for others hears so', async () => {
  const own = await contributor('post', posts, { title: 'Mine' });
  const other = await site.hasPost({ title: 'Edith’s', status: 'publish' });

  expect(refusalOf(await nobody('post', posts, { title: 'x' }))).toEqual([401, 'rest_cannot_create']);
  expect(refusalOf(await contributor('post', posts, { title: 'x', status: 'publish' }))).toEqual([
    403,
    'rest_cannot_publish',
  ]);
  expect(refusalOf(await contributor('post', `${posts}/${own.body.id}`, { status: 'publish' }))).toEqual([
    403,
    'rest_cannot_publish',
  ]);
  expect(refusalOf(await author('post', posts, { title: 'x', sticky: true }))).toEqual([
    403,
    'rest_cannot_assign_sticky',
  ]);
  expect(refusalOf(await contributor('post', posts, { title: 'x', author: authorId }))).toEqual([
    403,
    'rest_cannot_edit_others',
  ]);
  expect(refusalOf(await author('post', `${posts}/${other.id}`, { title: 'x' }))).toEqual([
    403,
    'rest_cannot_edit',
  ]);
  expect(refusalOf(await author('delete', `${posts}/${other.id}`))).toEqual([403, 'rest_cannot_delete']);
  expect(refusalOf(await author('post', pages, { title: 'x' }))).toEqual([403, 'rest_cannot_create']);
  expect(refusalOf(await author('get', `${posts}/${other.id}/revisions`))).toEqual([403, 'rest_cannot_read']);
  expect(await db('posts').where({ id: other.id }).first('title', 'status')).toEqual({
    title: 'Edith’s',
    status: 'publish',
  });
  expect(own.body).toMatchObject({ status: 'draft', date_gmt: '2026-08-01T09:00:00' });
});

test('what is wrong is named', async () => {
  expect(refusalOf(await editor('post', posts, {}))).toEqual([400, 'empty_content']);
  expect(refusalOf(await editor('post', posts, { id: 3, title: 'x' }))).toEqual([400, 'rest_post_exists']);
  const wrong = await editor('post', posts, {
    title: 'x',
    status: 'bogus',
    author: 'abc',
    date: 'yesterday',
    format: 7,
  });
  expect(refusalOf(wrong)).toEqual([400, 'rest_invalid_param']);
  expect(wrong.body.data.params).toEqual({
    date: 'Invalid date.',
    status: 'status is not one of publish, future, draft, pending, and private.',
    author: 'author is not of type integer.',
    format: expect.stringContaining('format is not one of standard, aside'),
  });
  expect(refusalOf(await editor('post', posts, { title: 'x', featured_media: 999 }))).toEqual([
    400,
    'rest_invalid_featured_media',
  ]);
  expect(refusalOf(await editor('post', posts, { title: 'x', author: 99_999 }))).toEqual([
    400,
    'rest_invalid_param',
  ]);
  expect(refusalOf(await editor('post', posts, { title: 'x', sticky: true, password: 'p' }))).toEqual([
    400,
    'rest_invalid_field',
  ]);
  expect(refusalOf(await editor('post', pages, { title: 'x', parent: 99_999 }))).toEqual([
    400,
    'rest_post_invalid_id',
  ]);
  expect(refusalOf(await editor('post', pages, { title: 'x', template: 'no-such' }))).toEqual([
    400,
    'rest_invalid_param',
  ]);
  expect(refusalOf(await editor('get', `${posts}/99999999999`))).toEqual([404, 'rest_post_invalid_id']);
  expect(refusalOf(await editor('get', `${posts}/abc`))).toEqual([404, 'rest_no_route']);
  const { body: page } = await editor('post', pages, { title: 'Above' });
  expect(refusalOf(await editor('get', `${posts}/${page.id}`))).toEqual([404, 'rest_post_invalid_id']);
});

test('a page stands below another, and never below itself', async () => {
  const { body: above } = await editor('post', pages, { title: 'About', status: 'publish' });
  const { body: below } = await editor('post', pages, {
    title: 'Team',
    status: 'publish',
    parent: above.id,
    menu_order: 3,
  });

  const circle = await editor('post', `${pages}/${above.id}`, { parent: below.id });
  const self = await editor('post', `${pages}/${above.id}`, { parent: above.id });
  const [listed] = (await nobody('get', `${pages}?parent=${above.id}&_embed`)).body;

  expect(below).toMatchObject({ link: 'http://localhost/about/team/', parent: above.id, menu_order: 3 });
  expect([refusalOf(circle), refusalOf(self)]).toEqual([
    [400, 'rest_invalid_param'],
    [400, 'rest_invalid_param'],
  ]);
  expect(listed).toMatchObject({ id: below.id, _embedded: { up: [{ id: above.id, slug: 'about' }] } });
  expect(listed).not.toHaveProperty('categories');
});

test('words behind a password stay there, and guessing is counted', async () => {
  const { body: made } = await editor('post', posts, {
    title: 'Locked',
    content: 'Secret words',
    excerpt: 'Secret too',
    status: 'publish',
    password: 'sesame',
  });
  const path = `${posts}/${made.id}`;

  const closed = await nobody('get', path);
  const open = await nobody('get', `${path}?password=sesame`);
  const found = await nobody('get', `${posts}?search=Secret`);
  const own = await editor('get', `${path}?context=edit`);

  expect(closed.body.content).toEqual({ rendered: '', protected: true });
  expect(closed.body.excerpt).toEqual({ rendered: '', protected: true });
  expect(closed.body).not.toHaveProperty('password');
  expect(open.body.content.rendered).toBe('<p>Secret words</p>\n');
  expect(own.body).toMatchObject({ password: 'sesame', content: { raw: 'Secret words' } });
  // Whoever may not read the words cannot guess them by searching.
  expect(found.body).toEqual([]);
  expect((await editor('get', `${posts}?search=Secret`)).body).toMatchObject([{ id: made.id }]);
  const statuses = [];
  for (let tries = 0; tries < 12; tries += 1)
    statuses.push((await nobody('get', `${path}?password=no${tries}`)).status);
  expect(statuses).toEqual(expect.arrayContaining([403, 429]));
});

test('what was typed and not saved is kept beside the post', async () => {
  const { body: made } = await author('post', posts, { title: 'Draft', content: 'Old' });
  const path = `${posts}/${made.id}/autosaves`;

  const kept = await author('post', path, { content: 'New' });
  const same = await author('post', path, { content: 'Old' });
  const stands = await author('get', `${posts}/${made.id}?context=edit`);
  await author('post', path, { content: 'Newer' });
  const listed = await author('get', `${path}?context=edit`);

  expect(kept.body).toMatchObject({ parent: made.id, title: { raw: 'Draft' }, content: { raw: 'New' } });
  expect(refusalOf(same)).toEqual([400, 'rest_autosave_no_changes']);
  expect(stands.body.content.raw).toBe('Old');
  expect(listed.body.map(({ content }: { content: { raw: string } }) => content.raw)).toEqual(['Newer']);
  expect(refusalOf(await contributor('get', path))).toEqual([403, 'rest_cannot_read']);
});
