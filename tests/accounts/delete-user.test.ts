// tests/accounts/delete-user.test.ts: deleting a user, and what becomes of what they wrote.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const chief = await site.hasUser({ role: 'administrator', login: 'chief' });
const agent = await site.signIn(chief);
const remove = (id: number, fields: object = {}, by = agent) =>
  by.post(`/admin/users/${id}/delete`).type('form').send(fields);
const find = (id: number) => db('users').where({ id }).first();

test('it is asked what becomes of the posts; into the trash they go with everything they were', async () => {
  const user = await site.hasUser({ login: 'gone', role: 'editor' });
  const [post, draft] = [
    await site.hasPost({ author_id: user.id, slug: 'by-gone' }),
    await site.hasPost({ author_id: user.id, status: 'draft' }),
  ];
  const page = await site.hasPost({ author_id: user.id, type: 'page', slug: 'page-of-gone' });
  const other = await site.hasPost({ author_id: chief.id });
  const comment = await site.hasComment({ post_id: other.id, user_id: user.id, author_name: 'Gone' });
  const theirs = await site.signIn(user);

  const screen = await agent.get(`/admin/users/${user.id}/delete`);
  const unanswered = await remove(user.id);
  const stays = await find(user.id);
  const answer = await remove(user.id, { delete_option: 'delete' });
  const list = await agent.get('/admin/users');

  expect(screen.text).toContain('What is to become of the 2 posts and 1 page?');
  expect(unanswered.status).toBe(422);
  expect(unanswered.text).toContain('Please say what is to become of the posts and pages.');
  expect(stays).toBeDefined();
  expect(answer.status).toBe(303);
  expect(list.text).toContain('gone is deleted.');
  expect(await find(user.id)).toBeUndefined();
  const rows = await db('posts').whereIn('id', [post.id, draft.id, page.id]).orderBy('id');
  expect(rows.map(({ status, former_status }) => [status, former_status])).toEqual([
    ['trash', 'publish'],
    ['trash', 'draft'],
    ['trash', 'publish'],
  ]);
  expect((await site.request.get('/2026/08/by-gone').redirects(2)).status).toBe(404);
  expect((await db('posts').where({ id: other.id }).first()).status).toBe('publish');
  expect(await db('comments').where({ id: comment.id }).first()).toMatchObject({
    author_name: 'Gone',
    user_id: null,
  });
  expect((await theirs.get('/admin/profile')).status).toBe(302);
  expect(await db('sessions').where({ user_id: user.id })).toEqual([]);
});

test('or they become another user’s, and stay where they are', async () => {
  const user = await site.hasUser({ login: 'leaver' });
  const heir = await site.hasUser({ login: 'heir', display_name: 'Heir Apparent' });
  const reader = await site.hasUser({ login: 'reader', role: 'subscriber' });
  const post = await site.hasPost({ author_id: user.id, slug: 'inherited' });
  const binned = await site.hasPost({ author_id: user.id, status: 'trash', former_status: 'draft' });
  const toNobody = await remove(user.id, { delete_option: 'reassign', reassign_user: '99999' });
  const toSelf = await remove(user.id, { delete_option: 'reassign', reassign_user: user.id });
  const toReader = await remove(user.id, { delete_option: 'reassign', reassign_user: reader.id });

  const answer = await remove(user.id, { delete_option: 'reassign', reassign_user: heir.id });
  const page = await site.request.get('/2026/08/inherited').redirects(2);

  expect([toNobody.status, toSelf.status, toReader.status, answer.status]).toEqual([422, 422, 422, 303]);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Heir Apparent');
  const rows = await db('posts').whereIn('id', [post.id, binned.id]).orderBy('id');
  expect(rows.map(({ author_id, status }) => [author_id, status])).toEqual([
    [heir.id, 'publish'],
    [heir.id, 'trash'],
  ]);
});

test('who wrote nothing goes without a question; nobody deletes themselves, and only administrators delete', async () => {
  const silent = await site.hasUser({ login: 'silent', role: 'subscriber' });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const byEditor = await remove(silent.id, { delete_option: 'delete' }, editor);
  const own = await remove(chief.id, { delete_option: 'delete' });
  const ownScreen = await agent.get(`/admin/users/${chief.id}/delete`);
  const answer = await remove(silent.id);
  const twice = await remove(silent.id);

  expect([byEditor, own, ownScreen, answer, twice].map(({ status }) => status)).toEqual([
    403, 403, 403, 303, 404,
  ]);
  expect(await find(silent.id)).toBeUndefined();
  expect(await find(chief.id)).toBeDefined();
});

test('two administrators who delete each other at once: one stays', async () => {
  const site = await startBlog();
  const both = [
    await site.hasUser({ role: 'administrator', login: 'castor' }),
    await site.hasUser({ role: 'administrator', login: 'pollux' }),
  ];
  const agents = [await site.signIn(both[0]!), await site.signIn(both[1]!)];
  const waiting = async () => {
    const { rows } = await site.blog.db.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
    );
    return rows.length;
  };
  const hold = await site.blog.db.transaction();
  await hold.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback users'))`);

  const sent = Promise.all([remove(both[1]!.id, {}, agents[0]), remove(both[0]!.id, {}, agents[1])]);
  await expect.poll(waiting).toBe(2);
  await hold.rollback();
  const statuses = (await sent).map(({ status }) => status);

  expect(statuses.toSorted((one, other) => one - other)).toEqual([303, 403]);
  expect(await site.blog.db('users')).toHaveLength(1);
});
