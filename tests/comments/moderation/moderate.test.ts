// tests/comments/moderation/moderate.test.ts: a moderator works through the comments at the desk.
import { expect, test } from 'vitest';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
const countOf = async (id: number) => (await db('posts').where({ id }).first('comment_count')).comment_count;
const statusOf = async (id: number) => (await db<Comment>('comments').where({ id }).first())!.status;
const does = (id: number, what: string, agent = editor) =>
  agent.post(`/admin/comments/${id}/${what}`).type('form').send({ back: '/admin/comments?status=hold' });

test('each step changes the status and the post’s count, and leads back to the list', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold' });

  const steps = [];
  for (const what of [
    'approve',
    'spam',
    'trash',
    'restore',
    'restore',
    'hold',
    'approve',
    'trash',
    'restore',
  ]) {
    const answer = await does(id, what);
    expect(answer.headers.location).toBe('/admin/comments?status=hold');
    steps.push([what, await statusOf(id), await countOf(post.id)]);
  }

  expect(steps).toEqual([
    ['approve', 'approve', 1],
    ['spam', 'spam', 0],
    ['trash', 'trash', 0],
    ['restore', 'spam', 0],
    ['restore', 'hold', 0],
    ['hold', 'hold', 0],
    ['approve', 'approve', 1],
    ['trash', 'trash', 0],
    ['restore', 'approve', 1],
  ]);
  expect((await editor.get('/admin/comments')).text).toContain('Comment restored.');
});

test('deleting for good keeps the replies, one step higher', async () => {
  const post = await site.hasPost();
  const top = await site.hasComment({ post_id: post.id });
  const middle = await site.hasComment({ post_id: post.id, parent_id: top.id });
  const reply = await site.hasComment({ post_id: post.id, parent_id: middle.id });

  await does(middle.id, 'delete');

  expect(await db('comments').where({ id: middle.id }).first()).toBeUndefined();
  expect((await db('comments').where({ id: reply.id }).first()).parent_id).toBe(top.id);
  expect(await countOf(post.id)).toBe(2);
});

test('several at once', async () => {
  const post = await site.hasPost();
  const one = await site.hasComment({ post_id: post.id, status: 'hold' });
  const two = await site.hasComment({ post_id: post.id, status: 'hold' });

  const answer = await editor
    .post('/admin/comments/moderate')
    .type('form')
    .send({ what: 'approve', ids: [one.id, two.id] });

  expect(answer.status).toBe(303);
  expect(await countOf(post.id)).toBe(2);
  expect((await editor.get('/admin/comments')).text).toContain('2 comments approved.');
});

test('the list counts and filters; a percent sign is only a percent sign (D17)', async () => {
  const post = await site.hasPost({ title: 'About <numbers>' });
  await site.hasComment({ post_id: post.id, content: 'all of it: 100% sure' });
  await site.hasComment({ post_id: post.id, content: 'nothing here', author_email: 'b@example.com' });
  await site.hasComment({ post_id: post.id, status: 'spam', content: 'buy this' });

  const all = await editor.get(`/admin/comments?post=${post.id}`);
  const found = await editor.get(`/admin/comments?post=${post.id}&s=${encodeURIComponent('%')}`);
  const spam = await editor.get(`/admin/comments?post=${post.id}&status=spam`);

  expect(all.text).toMatch(/All\s*<span class="count">2/);
  expect(all.text).toContain('About &lt;numbers&gt;');
  expect(found.text).toContain('100% sure');
  expect(found.text).not.toContain('nothing here');
  expect(spam.text).toContain('buy this');
  expect(spam.text).toContain('Not spam');
});

test('authors moderate on their own posts only; others learn nothing of a commenter (D19)', async () => {
  const user = await site.hasUser({ role: 'author' });
  const author = await site.signIn(user);
  const own = await site.hasPost({ author_id: user.id });
  const foreign = await site.hasPost();
  const mine = await site.hasComment({ post_id: own.id, status: 'hold', author_email: 'seen@example.com' });
  const other = await site.hasComment({
    post_id: foreign.id,
    status: 'hold',
    author_email: 'hidden@example.com',
  });

  const list = await author.get('/admin/comments');
  const allowed = await does(mine.id, 'approve', author);
  const refused = [
    await does(other.id, 'approve', author),
    await author.get(`/admin/comments/${other.id}`),
    await author
      .post('/admin/comments/moderate')
      .type('form')
      .send({ what: 'trash', ids: [mine.id, other.id] }),
    await author.post('/admin/comments/empty').type('form').send({ empty: 'spam' }),
    await (await site.signIn(await site.hasUser({ role: 'subscriber' }))).get('/admin/comments'),
  ];

  expect(list.text).toContain('seen@example.com');
  expect(list.text).not.toContain('hidden@example.com');
  expect(allowed.status).toBe(303);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  expect(await statusOf(mine.id)).toBe('approve');
  expect(await statusOf(other.id)).toBe('hold');
});

test('a reply from the desk approves what it answers', async () => {
  const post = await site.hasPost();
  const asked = await site.hasComment({ post_id: post.id, status: 'hold', content: 'Is it true?' });

  const answer = await editor
    .post(`/admin/comments/${asked.id}/reply`)
    .type('form')
    .send({ comment: 'It *is*.' });

  expect(answer.status).toBe(303);
  expect(await statusOf(asked.id)).toBe('approve');
  const page = await site.request.get(`/2026/08/01/${post.slug}/`);
  expect(page.text).toContain('Is it true?');
  expect(page.text).toContain('It <em>is</em>.');
  expect(await countOf(post.id)).toBe(2);
});

test('a comment is corrected; what cannot be is given back as typed', async () => {
  const post = await site.hasPost();
  const { id } = await site.hasComment({ post_id: post.id, content: 'Teh word' });
  const save = (fields: object) => editor.post(`/admin/comments/${id}/save`).type('form').send(fields);

  const bad = await save({ author: 'Ada', email: 'nowhere', comment: 'The word, changed' });
  const good = await save({ author: 'Ada L.', email: 'ada@example.com', url: '', comment: 'The **word**' });

  expect(bad.status).toBe(400);
  expect(bad.text).toContain('The word, changed</textarea>');
  expect(good.status).toBe(303);
  const page = await site.request.get(`/2026/08/01/${post.slug}/`);
  expect(page.text).toContain('The <strong>word</strong>');
  expect(page.text).toContain('Ada L.');
});

test('spam is emptied by hand, old spam and trash and addresses of machines by the calendar', async () => {
  const post = await site.hasPost();
  const now = site.blog.now();
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const base = { post_id: post.id, author_ip: '192.0.2.7', user_agent: 'Browser' };
  const old = await site.hasComment({ ...base, posted_at: ago(60) });
  const fresh = await site.hasComment({ ...base, posted_at: ago(3) });
  const binned = await site.hasComment({
    ...base,
    status: 'trash',
    posted_at: ago(90),
    status_changed_at: ago(31),
  });
  const lately = await site.hasComment({
    ...base,
    status: 'trash',
    posted_at: ago(90),
    status_changed_at: ago(2),
  });
  const spam = await site.hasComment({ ...base, status: 'spam', posted_at: ago(1) });

  await editor.post('/admin/comments/empty').type('form').send({ empty: 'spam' });
  await db.raw(`SELECT graphile_worker.add_job('comments.tidy')`);
  await site.work();

  const rows = await db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
  expect(rows.map(({ id }) => id)).toEqual([old.id, fresh.id, lately.id]);
  expect(rows.map(({ author_ip }) => author_ip)).toEqual(['', '192.0.2.7', '']);
  expect(rows.map(({ id }) => id)).not.toContain(binned.id + spam.id);
});

test('the Discussion settings are shown, saved and used', async () => {
  const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
  const shown = await admin.get('/admin/settings/discussion');

  const wrong = await admin
    .post('/admin/settings/discussion')
    .type('form')
    .send({ thread_comments_depth: '99', moderation_keys: 'casino' });
  const saved = await admin
    .post('/admin/settings/discussion')
    .type('form')
    .send({ require_name_email: '1', thread_comments_depth: '3', moderation_keys: 'casino\r\npoker' });

  expect(shown.text).toMatch(/name="comment_max_links" type="number"[^>]*value="2"/);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('casino</textarea>');
  expect(saved.status).toBe(303);
  const again = await admin.get('/admin/settings/discussion');
  expect(again.text).toContain('casino\npoker</textarea>');
  expect(again.text).toMatch(/name="thread_comments_depth" type="number"[^>]*value="3"/);
  expect((await editor.get('/admin/settings/discussion')).status).toBe(403);
  await saveSettings(db, discussion, discussion.parse({}));
});

test('mail tells the author of a post and the moderators, once each, with the words as they were typed (A5, A11)', async () => {
  const author = await site.hasUser({ role: 'author', email: 'writer@example.com' });
  const post = await site.hasPost({ author_id: author.id, title: 'On "quotes" & more' });
  await saveSettings(db, general, { admin_email: 'desk@example.com' });

  site.setTime('2026-08-01T09:10:00Z');
  await site.request.post('/comments').type('form').send({
    comment_post_ID: post.id,
    author: 'Ada "x" <b>',
    email: 'carl@example.com',
    comment: '<img src=x onerror=1> & so on',
  });
  await site.work();
  const comment = (await db<Comment>('comments').where({ post_id: post.id }).first())!;
  const letters = () => db('letters').whereLike('key', `comment:${comment.id}:%`).orderBy('to_address');
  const held = await letters();
  await does(comment.id, 'approve');
  await site.work();
  await does(comment.id, 'hold');
  await does(comment.id, 'approve');
  await site.work();
  const all = await letters();

  expect(held.map(({ to_address }) => to_address)).toEqual(['desk@example.com', 'writer@example.com']);
  expect(held[0]).toMatchObject({ reply_to: 'carl@example.com' });
  expect(held[0].subject).toMatch(/^\[.+\] Please moderate: "On "quotes" & more"$/);
  expect(held[0].body).toContain('<img src=x onerror=1> & so on');
  expect(held[0].body).toContain('Author: Ada "x" <b>');
  expect(all.filter(({ key }) => key.includes('posted')).map(({ to_address }) => to_address)).toEqual([
    'writer@example.com',
  ]);
});
