// tests/rest/comments.test.ts: comments read and moderated by programs: who sees which, in which order, and what never leaks.
import { beforeAll, expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const comments = '/wp/v2/comments';
const nobody = asNobody(site);
let chief: Ask;
let author: Ask;
let reader: Ask;
let readerId = 0;
let post: Post;
let shown: Comment;
let answer: Comment;
let held: Comment;

beforeAll(async () => {
  chief = await asUser(site, await site.hasUser({ login: 'chief', role: 'administrator' }));
  const writer = await site.hasUser({ login: 'aud', role: 'author' });
  author = await asUser(site, writer);
  const user = await site.hasUser({ login: 'rea', role: 'subscriber' });
  readerId = user.id;
  reader = await asUser(site, user);
  post = await site.hasPost({ title: 'One', slug: 'one', status: 'publish', author_id: writer.id });
  const said = {
    post_id: post.id,
    status: 'approve' as const,
    author_name: 'Ada',
    author_email: 'ada@example.org',
    author_ip: '192.0.2.7',
    user_agent: 'Lynx',
  };
  shown = await site.hasComment({
    ...said,
    content: 'Waves *here*',
    html: '<p>Waves <em>here</em></p>',
    posted_at: new Date('2026-07-01T10:00:00Z'),
  });
  answer = await site.hasComment({
    ...said,
    parent_id: shown.id,
    author_name: 'Rea',
    user_id: readerId,
    html: '<p>Tides</p>',
    posted_at: new Date('2026-07-02T10:00:00Z'),
  });
  held = await site.hasComment({ ...said, status: 'hold', user_id: readerId, html: '<p>Waits</p>' });
  await site.hasComment({ ...said, status: 'spam', html: '<p>Pills</p>' });
});

const idsOf = ({ body }: { body: { id: number }[] }) => body.map(({ id }) => id);

test('strangers read what is shown, without emails and addresses of machines', async () => {
  const { body, headers } = await nobody('get', comments);
  const one = await nobody('get', `${comments}/${shown.id}`);

  expect(idsOf({ body })).toEqual([answer.id, shown.id]);
  expect([headers['x-wp-total'], headers['x-wp-totalpages']]).toEqual(['2', '1']);
  expect(body[1]).toMatchObject({
    post: post.id,
    parent: 0,
    author: 0,
    author_name: 'Ada',
    date: '2026-07-01T10:00:00',
    date_gmt: '2026-07-01T10:00:00',
    content: { rendered: '<p>Waves <em>here</em></p>\n' },
    status: 'approved',
    type: 'comment',
    _links: {
      children: [{ embeddable: true, href: `http://localhost/wp-json${comments}?parent=${shown.id}` }],
    },
  });
  expect(body[1].link).toMatch(new RegExp(`/one/#comment-${shown.id}$`));
  expect(body[0]._links['in-reply-to'][0].href).toMatch(new RegExp(`/${shown.id}$`));
  for (const text of [JSON.stringify(body), one.text])
    expect(text).not.toMatch(/ada@example|192\.0\.2|Lynx|\*here\*/);
  expect(refusalOf(await nobody('get', `${comments}?context=edit`))).toEqual([401, 'rest_forbidden_context']);
  expect(refusalOf(await author('get', `${comments}/${shown.id}?context=edit`))).toEqual([
    403,
    'rest_forbidden_context',
  ]);
  const edit = await chief('get', `${comments}/${shown.id}?context=edit`);
  expect(edit.body).toMatchObject({
    author_email: 'ada@example.org',
    author_ip: '192.0.2.7',
    author_user_agent: 'Lynx',
    content: { raw: 'Waves *here*' },
  });
});

test('what is not shown is seen by those alone who moderate it, and by its author', async () => {
  const path = `${comments}/${held.id}`;

  expect(refusalOf(await nobody('get', path))).toEqual([401, 'rest_cannot_read']);
  expect((await reader('get', path)).body.status).toBe('hold');
  expect((await author('get', path)).body.status).toBe('hold');
  expect(refusalOf(await nobody('get', `${comments}?status=hold`))).toEqual([401, 'rest_forbidden_param']);
  expect(refusalOf(await reader('get', `${comments}?status=spam`))).toEqual([403, 'rest_forbidden_param']);
  expect(idsOf(await author('get', `${comments}?status=hold`))).toEqual([held.id]);
  expect(idsOf(await chief('get', `${comments}?status=all`))).toEqual([held.id, answer.id, shown.id]);
  expect((await chief('get', `${comments}?status=any`)).headers['x-wp-total']).toBe('4');
  for (const query of ['author=1', 'author_email=ada@example.org', 'author_exclude=1', 'type=pingback'])
    expect(refusalOf(await nobody('get', `${comments}?${query}`))).toEqual([401, 'rest_forbidden_param']);
  expect(refusalOf(await nobody('get', `${comments}/99999`))).toEqual([404, 'rest_comment_invalid_id']);
});

test('a list is narrowed and sorted as WordPress lets it', async () => {
  const asked = async (query: string) => idsOf(await author('get', `${comments}?${query}`));

  expect(await asked('after=2026-07-01T12:00:00')).toEqual([answer.id]);
  expect(await asked('before=2026-07-01T12:00:00')).toEqual([shown.id]);
  expect(await asked(`parent=${shown.id}`)).toEqual([answer.id]);
  expect(await asked('parent=0')).toEqual([shown.id]);
  expect(await asked(`parent_exclude=${shown.id}`)).toEqual([shown.id]);
  expect(await asked('parent_exclude=0')).toEqual([answer.id]);
  expect(await asked(`author=${readerId}`)).toEqual([answer.id]);
  expect(await asked(`author_exclude=${readerId}`)).toEqual([shown.id]);
  expect(await asked('author_email=ADA@example.org&per_page=1')).toEqual([answer.id]);
  expect(await asked(`include=${shown.id},${answer.id}&orderby=include`)).toEqual([shown.id, answer.id]);
  expect(await asked(`exclude=${shown.id}`)).toEqual([answer.id]);
  expect(await asked('order=asc')).toEqual([shown.id, answer.id]);
  expect(await asked('search=wav')).toEqual([shown.id]);
  expect(await asked('search=ada+wave')).toEqual([shown.id]);
  expect(await asked('search=nothing')).toEqual([]);
  expect(await asked('orderby=id&order=asc&after_id=0&per_page=1')).toEqual([shown.id]);
  expect(await asked('page=99')).toEqual([]);
  // Emails are no words that strangers find.
  expect(idsOf(await nobody('get', `${comments}?search=ada@example.org`))).toEqual([]);
  const paged = await nobody('get', `${comments}?per_page=1&post=${post.id}`);
  expect(paged.headers.link).toContain('page=2>; rel="next"');
});

test('comments of what somebody may not read stay there', async () => {
  const closed = await site.hasPost({ title: 'Private', status: 'private' });
  const locked = await site.hasPost({ title: 'Locked', status: 'publish', password: 'sesame' });
  const [inClosed, inLocked] = [
    await site.hasComment({ post_id: closed.id, status: 'approve', html: '<p>Hidden words</p>' }),
    await site.hasComment({ post_id: locked.id, status: 'approve', html: '<p>Hidden words</p>' }),
  ];

  const all = await nobody('get', `${comments}?search=hidden`);
  const opened = await nobody('get', `${comments}?post=${locked.id}&password=sesame`);
  const embedded = await nobody('get', `/wp/v2/posts/${locked.id}?_embed=replies`);

  expect([all.body, all.headers['x-wp-total']]).toEqual([[], '0']);
  for (const { id } of [inClosed, inLocked])
    expect(refusalOf(await nobody('get', `${comments}/${id}`))).toEqual([401, 'rest_cannot_read']);
  for (const { id } of [closed, locked])
    expect(refusalOf(await nobody('get', `${comments}?post=${id}`))).toEqual([401, 'rest_cannot_read_post']);
  expect(idsOf(opened)).toEqual([inLocked.id]);
  expect(refusalOf(await nobody('get', `${comments}?post=${locked.id}&password=no`))).toEqual([
    403,
    'rest_post_incorrect_password',
  ]);
  expect((await nobody('get', `${comments}/${inLocked.id}?password=sesame`)).status).toBe(200);
  expect(embedded.text).not.toContain('Hidden words');
  expect((await chief('get', `${comments}?search=hidden`)).headers['x-wp-total']).toBe('2');
});

test('what the links lead to comes with the list', async () => {
  const list = await nobody('get', `${comments}?_embed&order=asc`);
  const posts = await nobody('get', `/wp/v2/posts?include=${post.id}&_embed=replies`);

  expect(list.body[0]._embedded).toMatchObject({
    up: [{ id: post.id, title: { rendered: 'One' } }],
    children: [[{ id: answer.id }]],
  });
  expect(list.body[1]._embedded['in-reply-to']).toMatchObject([{ id: shown.id, author_name: 'Ada' }]);
  expect(idsOf({ body: posts.body[0]._embedded.replies[0] })).toEqual([answer.id, shown.id]);
  expect(list.text + posts.text).not.toMatch(/ada@example|Waits|Pills/);
});

test('moderators correct, hold, move and delete; others hear that they may not', async () => {
  const made = await site.hasComment({
    post_id: post.id,
    status: 'approve',
    content: 'Old',
    html: '<p>Old</p>',
  });
  const path = `${comments}/${made.id}`;

  const changed = await chief('post', path, {
    content: 'New *words*',
    author_name: 'Grace',
    author_email: 'grace@example.org',
    author_url: 'https://grace.example/',
    author_ip: '2001:db8::1',
    date: '2026-07-05T08:00:00',
    parent: shown.id,
  });
  const holding = await chief('put', path, { status: 'hold' });
  const seen = await nobody('get', path);
  const circle = await chief('post', `${comments}/${shown.id}`, { parent: made.id });
  const trashed = await author('delete', path);
  const again = await author('delete', path);
  const back = await chief('post', path, { status: 'untrash' });
  const gone = await chief('delete', `${path}?force=true`);

  expect(changed.body).toMatchObject({
    content: { raw: 'New *words*', rendered: '<p>New <em>words</em></p>\n' },
    author_name: 'Grace',
    author_email: 'grace@example.org',
    author_url: 'https://grace.example/',
    author_ip: '2001:db8::1',
    date: '2026-07-05T08:00:00',
    parent: shown.id,
    status: 'approved',
  });
  expect([holding.body.status, refusalOf(seen)]).toEqual(['hold', [401, 'rest_cannot_read']]);
  expect(refusalOf(circle)).toEqual([400, 'rest_comment_invalid_parent']);
  expect([trashed.body.status, refusalOf(again)]).toEqual(['trash', [410, 'rest_already_trashed']]);
  expect(back.body.status).toBe('hold');
  expect(gone.body).toMatchObject({ deleted: true, previous: { id: made.id, author_name: 'Grace' } });
  expect(gone.body.previous).not.toHaveProperty('_links');
  expect(await db('comments').where({ id: made.id })).toEqual([]);
  expect(await db('posts').where({ id: post.id }).first('comment_count')).toEqual({ comment_count: 2 });
});

test('who does not moderate changes nothing, and what is wrong is named', async () => {
  const path = `${comments}/${shown.id}`;

  expect(refusalOf(await nobody('post', path, { content: 'x' }))).toEqual([401, 'rest_cannot_edit']);
  expect(refusalOf(await reader('post', path, { content: 'x' }))).toEqual([403, 'rest_cannot_edit']);
  expect(refusalOf(await reader('delete', path))).toEqual([403, 'rest_cannot_delete']);
  expect(refusalOf(await chief('post', path, { content: ' ' }))).toEqual([
    400,
    'rest_comment_content_invalid',
  ]);
  expect(refusalOf(await chief('post', path, { status: 'bogus' }))).toEqual([400, 'rest_invalid_param']);
  expect(refusalOf(await chief('post', path, { type: 'pingback' }))).toEqual([
    404,
    'rest_comment_invalid_type',
  ]);
  expect(refusalOf(await chief('post', path, { author: 99_999 }))).toEqual([
    400,
    'rest_comment_author_invalid',
  ]);
  expect(refusalOf(await chief('post', path, { author_name: 'x'.repeat(246) }))).toEqual([
    400,
    'comment_author_column_length',
  ]);
  const wrong = await chief('post', path, { author_email: 'nobody', author_ip: 'here', date: 'soon' });
  expect(wrong.body.data.params).toEqual({
    author_email: 'Invalid email address.',
    author_ip: 'Not a valid IP address.',
    date: 'Invalid date.',
  });
  expect(await db('comments').where({ id: shown.id }).first('content', 'status')).toEqual({
    content: 'Waves *here*',
    status: 'approve',
  });
  expect((await nobody('options', path)).headers.allow).toBe('GET');
  expect((await author('options', path)).headers.allow).toBe('GET, POST, PUT, PATCH, DELETE');
});
