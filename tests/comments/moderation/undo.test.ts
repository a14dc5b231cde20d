// tests/comments/moderation/undo.test.ts: every decision stands in the comment's history, and can be taken back for 30 days.
import { expect, test } from 'vitest';
import type { Comment } from '../../../src/comments/comment.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const mara = await site.hasUser({ role: 'editor', display_name: 'Mara' });
const editor = await site.signIn(mara);
const post = await site.hasPost();
const commentOf = async (id: number) => (await db<Comment>('comments').where({ id }).first())!;
const statusOf = async (id: number) => (await commentOf(id)).status;
const countOf = async () => (await db('posts').where({ id: post.id }).first('comment_count')).comment_count;
const asked = (path: string, fields: object, agent = editor) =>
  agent.post(`/admin/comments/${path}`).type('form').set('Accept', 'application/json').send(fields);
const undo = (batch: string, agent = editor) => asked('undo', { batch }, agent);

test('each decision is undone: the status, the former status, the count, and what the filter learned', async () => {
  const before = await countOf();
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold' });

  const approved = await asked(`${id}/approve`, {});
  await site.work();
  const learned = await db('comment_spam_lessons').where({ comment_id: id }).first();
  const back = await undo(approved.body.batch);
  await site.work();
  const unlearned = await db('comment_spam_lessons').where({ comment_id: id }).first();
  const trashed = await asked(`${id}/trash`, {});
  const spammed = await asked(`${id}/spam`, {});
  await undo(spammed.body.batch);
  await asked(`${id}/restore`, {});

  expect(approved.body.text).toBe('Comment approved.');
  expect(back.body.text).toBe('Undone.');
  expect([learned !== undefined, unlearned]).toEqual([true, undefined]);
  expect(trashed.status).toBe(200);
  // Spam was undone into the Trash, which still knew where the comment had come from.
  expect(await statusOf(id)).toBe('hold');
  expect(await countOf()).toBe(before);
});

test('what several comments went through is undone together; one that changed since stays', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await site.hasComment({ post_id: post.id, status: 'hold' })).id);
  const done = await asked('moderate', { what: 'spam', ids });
  await asked(`${ids[1]}/trash`, {});

  const back = await undo(done.body.batch);
  const again = await undo(done.body.batch);

  expect(back.body).toMatchObject({ text: 'Undone for 2 comments.', ids: [ids[0], ids[2]] });
  expect(await Promise.all(ids.map(statusOf))).toEqual(['hold', 'trash', 'hold']);
  expect([again.status, again.body.error]).toEqual([400, expect.stringContaining('nothing to undo')]);
});

test('an edit is undone, and a reply together with the approval it brought', async () => {
  const { id } = await site.hasComment({
    post_id: post.id,
    status: 'hold',
    content: 'Teh word',
    author_name: 'Ann',
  });

  const edited = await asked(`${id}/save`, { author: 'Anna', email: '', url: '', comment: 'The *word*' });
  const changed = await commentOf(id);
  await undo(edited.body.batch);
  const restored = await commentOf(id);
  const replied = await asked(`${id}/reply`, { comment: 'Thank you' });
  const reply = (await db<Comment>('comments').where({ parent_id: id }).first())!;
  const shown = [await statusOf(id), reply.status];
  await undo(replied.body.batch);

  expect([changed.author_name, changed.html]).toEqual(['Anna', '<p>The <em>word</em></p>']);
  expect([restored.author_name, restored.content]).toEqual(['Ann', 'Teh word']);
  expect(shown).toEqual(['approve', 'approve']);
  expect([await statusOf(id), await statusOf(reply.id)]).toEqual(['hold', 'trash']);
});

test('an edit that was edited since is not undone', async () => {
  const { id } = await site.hasComment({ post_id: post.id, content: 'One' });
  const first = await asked(`${id}/save`, { author: 'Ada', email: '', url: '', comment: 'Two' });
  await asked(`${id}/save`, { author: 'Ada', email: '', url: '', comment: 'Three' });

  expect((await undo(first.body.batch)).status).toBe(400);
  expect((await commentOf(id)).content).toBe('Three');
});

test('the history says who did what; the notice and the history undo without script', async () => {
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold' });
  const back = '/admin/comments?status=hold';
  await editor.post(`/admin/comments/${id}/trash`).type('form').send({ back });
  const notice = await editor.get(back);
  const history = await editor.get(`/admin/comments/${id}`);
  const batch = /name="batch" value="([^"]+)"/.exec(history.text)![1]!;

  const undone = await editor.post('/admin/comments/undo').type('form').send({ batch, back });

  expect(notice.text).toContain(`name="batch" value="${batch}"`);
  expect(notice.text).toContain('Comment moved to the Trash.');
  expect(history.text).toContain('Moved to the Trash by Mara, before: Pending');
  expect([undone.status, undone.headers.location]).toEqual([303, back]);
  expect(await statusOf(id)).toBe('hold');
  expect((await editor.get(`/admin/comments/${id}`)).text).toContain('undone by Mara');
});

test('nobody undoes under posts of others, nothing after 30 days; and what an edit replaced is erased then', async () => {
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold' });
  const edited = await asked(`${id}/save`, { author: 'Ada', email: '', url: '', comment: 'Other words' });
  const author = await site.signIn(await site.hasUser({ role: 'author' }));

  const foreign = await undo(edited.body.batch, author);
  const odd = await asked('undo', { batch: "1' OR true --" });
  site.setTime('2026-08-31T10:00:00Z');
  const late = await undo(edited.body.batch);
  await db.raw(`SELECT graphile_worker.add_job('comments.tidy')`);
  await site.work();

  expect([foreign.status, odd.status, late.status]).toEqual([403, 400, 400]);
  expect((await commentOf(id)).content).toBe('Other words');
  expect(await db('comment_decisions').whereNotNull('former').select('id')).toEqual([]);
});
