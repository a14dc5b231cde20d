// tests/comments/live/stream.test.ts: what an open page hears of, and what it never hears of.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { noteChanges } from '../../../src/comments/live/queries.ts';
import { moderateComments } from '../../../src/comments/moderation/moderate.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';
import { follow, until } from './follow.ts';

interface Told {
  id: number;
  parent_id: number | null;
  html: string;
  is_removed: boolean;
}

const site = await startBlog({ COMMENT_ATTEMPTS: '1000' });
const { blog } = site;
const moderator = await site.hasUser({ role: 'editor' });
const staff = await site.signIn(moderator);
const pathOf = (post_id: number, since = 0) => `${site.address}/comments/live/${post_id}?since=${since}`;
let minute = 0;

async function write(post_id: number, words: string, more: Record<string, string | number> = {}) {
  minute += 1;
  site.setTime(new Date(Date.UTC(2026, 7, 2, 9, minute)).toISOString());
  const form = {
    comment_post_ID: post_id,
    comment: words,
    author: 'Anna',
    email: 'anna@example.com',
    ...more,
  };
  const answer = await staff.post('/comments').type('form').send(form);
  expect(answer.status).toBe(303);
  return blog.db('comments').where({ post_id }).orderBy('id', 'desc').first();
}

test('a new comment, its edit and its end are told in order, each with what everybody may see', async () => {
  const post = await site.hasPost();
  const stream = await follow(pathOf(post.id));

  const { id } = await write(post.id, 'The tide turns at noon.');
  await until(() => stream.events('comment').length === 1);
  const edit = { author: 'Anna', comment: 'The tide turns at one.' };
  expect((await staff.post(`/admin/comments/${id}/save`).type('form').send(edit)).status).toBe(303);
  await until(() => stream.text().includes('turns at one'));
  await moderateComments(blog, moderator, [id], 'trash');
  await until(() => stream.events<Told>('comment').at(-1)?.html === '');

  const told = stream.events<Told>('comment');
  expect(told[0]).toMatchObject({ id, parent_id: null, is_removed: false });
  expect(told[0]!.html).toContain(`<li id="comment-${id}" class="comment even thread-even depth-1`);
  expect(told[0]!.html).toContain('The tide turns at noon.');
  // It came from a moderator; what strangers get has no way to edit it.
  expect(told[0]!.html).not.toContain('comment-edit-link');
  expect(told[0]!.html).not.toContain('comment-own');
  expect(stream.status).toBe(200);
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(stream.headers['content-encoding']).toBeUndefined();
  stream.close();
});

test('a reply says what it answers, and how deep it stands', async () => {
  const post = await site.hasPost();
  const first = await site.hasComment({ post_id: post.id, author_name: 'Ben' });
  const stream = await follow(pathOf(post.id));

  const reply = await write(post.id, 'So it does.', { comment_parent: first.id });
  await until(() => stream.events('comment').length === 1);

  const [told] = stream.events<Told>('comment');
  expect(told).toMatchObject({ id: reply.id, parent_id: first.id });
  expect(told!.html).toContain('depth-2');
  expect(told!.html).toMatch(/Reply to <\/span><bdi>Ben<\/bdi><span class="screen-reader-text">, level 2</);
  stream.close();
});

test('what is held, spam or in the trash is not told of, until it is approved', async () => {
  const post = await site.hasPost();
  const stream = await follow(pathOf(post.id));
  const held = await Promise.all(
    (['hold', 'spam', 'trash'] as const).map((status) =>
      site.hasComment({ post_id: post.id, status, content: `secret ${status}` }),
    ),
  );
  const ids = held.map(({ id }) => id);

  await moderateComments(blog, moderator, [ids[0]!], 'spam');
  await moderateComments(blog, moderator, [ids[1]!], 'delete');
  await moderateComments(blog, moderator, [ids[2]!], 'restore');
  const seen = await write(post.id, 'For all to see.');
  await until(() => stream.events('comment').length === 1);
  expect(stream.events<Told>('comment').map(({ id }) => id)).toEqual([seen.id]);
  expect(stream.text()).not.toContain('secret');

  await moderateComments(blog, moderator, [ids[2]!], 'approve');
  await until(() => stream.events('comment').length === 2);
  expect(stream.events<Told>('comment')[1]!.html).toContain('secret trash');
  stream.close();
});

test('what a link shows is told as soon as it is known', async () => {
  const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
  site.web(
    `https://www.youtube.com/oembed?url=${encodeURIComponent(video)}&maxwidth=640&maxheight=960&format=json`,
    { content_type: 'application/json', body: Buffer.from('{"type":"video","title":"A song"}') },
  );
  const post = await site.hasPost();
  const stream = await follow(pathOf(post.id));

  await write(post.id, `Listen:\n${video}`);
  await until(() => stream.events('comment').length === 1);
  expect(stream.text()).not.toContain('A song');
  await site.work();
  await until(() => stream.text().includes('A song'));

  stream.close();
});

test('who comes back is told what they missed, by the last event they have', async () => {
  const post = await site.hasPost();
  const stream = await follow(pathOf(post.id));
  await write(post.id, 'One.');
  await until(() => stream.last_id() === '1');
  stream.close();
  await write(post.id, 'Two.');
  await write(post.id, 'Three.');

  const again = await follow(pathOf(post.id), { 'Last-Event-ID': '1' });
  await until(() => again.last_id() === '3');
  const page = await follow(pathOf(post.id, 2));
  await until(() => page.last_id() === '3');

  const words = (told: Told[]) => told.map(({ html }) => /<p>(\w+)\./.exec(html)![1]);
  expect(words(again.events<Told>('comment'))).toEqual(['Two', 'Three']);
  expect(words(page.events<Told>('comment'))).toEqual(['Three']);
  again.close();
  page.close();
});

test('who missed more than is noted is asked to load the page again', async () => {
  const post = await site.hasPost();
  await write(post.id, 'One.');
  await write(post.id, 'Two.');
  await blog.db('comment_changes').where({ post_id: post.id, version: 1 }).delete();

  const late = await follow(pathOf(post.id));
  await until(() => late.events('stale').length === 1);
  expect(late.last_id()).toBe('2');
  await blog.db('comment_changes').where({ post_id: post.id }).delete();
  const later = await site.request.get(`/comments/live/${post.id}/changes?since=1`);

  expect(later.body).toEqual({ version: 2, fragments: [], is_stale: true });
  late.close();
});

test.each([
  ['a private post', { status: 'private' as const }],
  ['a draft', { status: 'draft' as const, published_at: null }],
  ['a post in the trash', { status: 'trash' as const }],
  ['a post behind a password', { password: 'low water' }],
])('there is nothing to hear of %s', async (_name, fields) => {
  const post = await site.hasPost(fields);
  await site.hasComment({ post_id: post.id, content: 'among us' });

  const stream = await follow(pathOf(post.id));
  const changes = await site.request.get(`/comments/live/${post.id}/changes?since=0`);
  const asEditor = await staff.get(`/comments/live/${post.id}/changes?since=0`);

  expect([stream.status, changes.status, asEditor.status]).toEqual([404, 404, 404]);
  expect(changes.text).not.toContain('among us');
});

test('a stream ends when its post is made private, and tells nothing of what is said then', async () => {
  const post = await site.hasPost();
  const stream = await follow(pathOf(post.id));
  await write(post.id, 'In public.');
  await until(() => stream.events('comment').length === 1);

  await blog.db('posts').where({ id: post.id }).update({ status: 'private' });
  const comment = await site.hasComment({ post_id: post.id, content: 'among us' });
  await noteChanges(blog.db, [{ comment_id: comment.id, post_id: post.id }], blog.now());
  await until(() => stream.isEnded());

  expect(stream.text()).not.toContain('among us');
});

test('without a stream one asks, and is answered in a line while nothing has changed', async () => {
  const post = await site.hasPost();
  await write(post.id, 'One.');
  const ask = (since: number, tag = '') => {
    const asking = site.request.get(`/comments/live/${post.id}/changes?since=${since}`);
    return tag ? asking.set('If-None-Match', tag) : asking;
  };

  const first = await ask(0);
  const same = await ask(1, first.headers.etag);
  await write(post.id, 'Two.');
  const second = await ask(1, first.headers.etag);

  expect(first.body).toMatchObject({ version: 1, is_stale: false });
  expect(first.body.fragments).toHaveLength(1);
  expect([same.status, same.text]).toEqual([304, '']);
  expect(second.body.fragments.map(({ html }: Told) => html).join('')).toContain('Two.');
  expect(second.body.fragments).toHaveLength(1);
});

test('the page says where its reader stands, and only where everybody may read', async () => {
  await saveSettings(blog.db, discussion, { comment_order: 'asc' });
  const post = await site.hasPost();
  await write(post.id, 'One.');
  const locked = await site.hasPost({ status: 'private' });

  const page = await site.request.get(`/?p=${post.id}`).redirects(2);
  const closed = await staff.get(`/?p=${locked.id}`).redirects(2);

  expect(page.text).toContain(`data-order="asc" data-takes-new data-live="${post.id}" data-version="1"`);
  expect(closed.status).toBe(200);
  expect(closed.text).toContain('id="comments"');
  expect(closed.text).not.toContain('data-live');
});
