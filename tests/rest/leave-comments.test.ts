// tests/rest/leave-comments.test.ts: comments left by programs: the same rules, verdict and limits as the form has.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Post } from '../../src/posts/post.ts';
import { png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost', COMMENT_ATTEMPTS: '30' });
const { db } = site.blog;
const comments = '/wp/v2/comments';
const nobody = asNobody(site);
const ada = { author_name: 'Ada', author_email: 'ada@example.org' };
let chief: Ask;
let reader: Ask;
let readerId = 0;
let post: Post;
let minutes = 0;

beforeAll(async () => {
  chief = await asUser(site, await site.hasUser({ login: 'chief', role: 'administrator' }));
  const user = await site.hasUser({
    login: 'rea',
    display_name: 'Rea',
    email: 'rea@example.org',
    role: 'subscriber',
  });
  readerId = user.id;
  reader = await asUser(site, user);
  post = await site.hasPost({ title: 'One', slug: 'one', status: 'publish' });
});

// Nobody is told to slow down for what an earlier test sent.
beforeEach(() => site.setTime(new Date(Date.UTC(2026, 7, 1, 9, (minutes += 1))).toISOString()));

const guests = (allowed: boolean) =>
  saveSettings(site.blog.db, discussion, { rest_allow_anonymous_comments: allowed });

test('guests comment by programs only where the owner lets them, and are judged as by the form', async () => {
  const before = await nobody('post', comments, { ...ada, post: post.id, content: 'Hello' });
  await guests(true);
  const made = await nobody('post', comments, {
    ...ada,
    post: post.id,
    content: 'Hello *there* <script>x</script>',
  });
  const same = await nobody('post', comments, {
    ...ada,
    post: post.id,
    content: 'Hello *there* <script>x</script>',
  });
  const quick = await nobody('post', comments, { ...ada, post: post.id, content: 'Once more' });
  await saveSettings(db, discussion, { comment_registration: true });
  const registered = await nobody('post', comments, { ...ada, post: post.id, content: 'And more' });
  await saveSettings(db, discussion, { comment_registration: false });
  await guests(false);

  expect(refusalOf(before)).toEqual([401, 'rest_comment_login_required']);
  expect(made.status).toBe(201);
  expect(made.headers.location).toBe(`http://localhost/wp-json${comments}/${made.body.id}`);
  // Nobody knows this guest: the comment waits, and its answer tells no email.
  expect(made.body).toMatchObject({ status: 'hold', author_name: 'Ada', post: post.id });
  expect(made.body.content.rendered).toContain('<em>there</em>');
  expect(made.text).not.toMatch(/ada@example|<script>/);
  expect(refusalOf(same)).toEqual([409, 'comment_duplicate']);
  expect(refusalOf(quick)).toEqual([400, 'comment_flood']);
  expect(refusalOf(registered)).toEqual([401, 'rest_comment_login_required']);
  const judged = await db('comment_judgements').where({ comment_id: made.body.id }).first();
  expect(JSON.stringify(judged.reasons)).toContain('no_seal');
});

test('a user comments in their own name, whatever the request says', async () => {
  const made = await reader('post', comments, { ...ada, post: post.id, content: 'As myself' });
  const other = await reader('post', comments, { post: post.id, content: 'x', author: 1 });

  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ author: readerId, author_name: 'Rea', status: 'hold' });
  expect(refusalOf(other)).toEqual([403, 'rest_comment_invalid_author']);
  for (const [name, value] of Object.entries({
    author_ip: '192.0.2.1',
    status: 'approved',
    date: '2020-01-01T00:00:00',
  }))
    expect(refusalOf(await reader('post', comments, { post: post.id, content: 'x', [name]: value }))).toEqual(
      [403, `rest_comment_invalid_${name}`],
    );
});

test('a moderator enters what others wrote, with its date', async () => {
  const guest = await chief('post', comments, {
    ...ada,
    post: post.id,
    content: 'By letter',
    date: '2024-03-02T11:00:00',
    author_ip: '192.0.2.9',
    author_user_agent: 'Post',
  });
  const user = await chief('post', comments, {
    post: post.id,
    content: 'By phone',
    author: readerId,
    status: 'hold',
  });
  const own = await chief('post', comments, { post: post.id, content: 'Mine' });

  expect(guest.body).toMatchObject({
    author: 0,
    author_name: 'Ada',
    author_email: 'ada@example.org',
    author_ip: '192.0.2.9',
    author_user_agent: 'Post',
    date: '2024-03-02T11:00:00',
    status: 'approved',
  });
  expect(user.body).toMatchObject({ author: readerId, author_name: 'Rea', status: 'hold' });
  expect(own.body).toMatchObject({ author_name: 'chief', status: 'approved' });
});

test('an answer stands under the same post, below what is shown', async () => {
  const elsewhere = await site.hasPost({ title: 'Two', status: 'publish' });
  const far = await site.hasComment({ post_id: elsewhere.id, status: 'approve' });
  const near = await site.hasComment({ post_id: post.id, status: 'approve' });
  const waits = await site.hasComment({ post_id: post.id, status: 'hold' });

  const made = await reader('post', comments, { post: post.id, parent: near.id, content: 'To you' });

  expect(made.body).toMatchObject({ parent: near.id });
  for (const { id } of [far, waits])
    expect(refusalOf(await reader('post', comments, { post: post.id, parent: id, content: 'x' }))).toEqual([
      403,
      'rest_comment_invalid_parent',
    ]);
});

test('what takes no comment says why, in WordPress’s codes', async () => {
  const having = (more: Partial<Post>) => site.hasPost({ title: 'x', status: 'publish', ...more });
  const wrong: [Partial<Post>, string][] = [
    [{ comment_status: 'closed' }, 'rest_comment_closed'],
    [{ status: 'draft' }, 'rest_comment_draft_post'],
    [{ status: 'trash' }, 'rest_comment_trash_post'],
    [{ status: 'private' }, 'rest_cannot_read_post'],
    [{ password: 'sesame' }, 'rest_cannot_read_post'],
  ];
  for (const [more, code] of wrong) {
    const { id } = await having(more);
    expect(refusalOf(await reader('post', comments, { post: id, content: 'x' }))).toEqual([403, code]);
  }
  const locked = await having({ password: 'sesame' });
  const opened = await reader('post', comments, { post: locked.id, content: 'Open', password: 'sesame' });
  expect(opened.status).toBe(201);
  expect(refusalOf(await reader('post', comments, { content: 'x' }))).toEqual([
    403,
    'rest_comment_invalid_post_id',
  ]);
  expect(refusalOf(await reader('post', comments, { post: post.id }))).toEqual([
    400,
    'rest_comment_content_invalid',
  ]);
  expect(
    refusalOf(await reader('post', comments, { post: post.id, content: 'x', type: 'pingback' })),
  ).toEqual([400, 'rest_invalid_comment_type']);
  expect(refusalOf(await reader('post', comments, { post: post.id, content: 'x'.repeat(65_526) }))).toEqual([
    400,
    'comment_content_column_length',
  ]);
  await guests(true);
  expect(refusalOf(await nobody('post', comments, { post: post.id, content: 'x' }))).toEqual([
    400,
    'rest_comment_author_data_required',
  ]);
  await guests(false);
});

test('files come with a comment in one form, and are kept from strangers until it is shown', async () => {
  const form = (ask: Ask) =>
    ask('post', comments)
      .field('post', String(post.id))
      .field('content', 'With a picture')
      .attach('attachment', png, 'wave.png');

  const made = await form(reader);
  await site.work();
  const path = `${comments}/${made.body.id}`;
  const own = await reader('get', path);
  await chief('post', path, { status: 'approved' });
  const shown = await nobody('get', path);
  const stranger = await form(nobody);
  const wrong = await reader('post', comments)
    .field('post', String(post.id))
    .field('content', 'With a program')
    .attach('attachment', Buffer.from('MZ'), 'run.exe');

  expect([made.status, made.body.status]).toEqual([201, 'hold']);
  expect(own.body.attachments).toMatchObject([{ filename: 'wave.png', mime_type: 'image/png' }]);
  const signed = new URL(own.body.attachments[0].source_url as string);
  expect((await site.request.get(signed.pathname + signed.search)).status).toBe(200);
  const open = new URL(shown.body.attachments[0].source_url as string);
  expect(open.search).toBe('');
  expect((await site.request.get(open.pathname)).status).toBe(200);
  expect(refusalOf(stranger)).toEqual([401, 'rest_comment_login_required']);
  expect([wrong.status, wrong.body.code]).toEqual([415, 'rest_comment_file_refused']);
  expect(await db('waiting_files').count('* as left').first()).toEqual({ left: 0 });
});

test('whoever sends very many is told to wait', async () => {
  const statuses = new Set<number>();
  for (let tries = 0; tries < 70; tries += 1)
    statuses.add(
      (await reader('post', comments, { post: post.id, content: `Number ${tries}`, parent: 99_999 })).status,
    );
  expect([...statuses]).toEqual([403, 429]);
});
