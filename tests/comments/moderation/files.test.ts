// tests/comments/moderation/files.test.ts: a moderator adds, replaces, describes and removes the files of a comment.
import { expect, test } from 'vitest';
import { attachmentsOf } from '../../../src/attachments/queries.ts';
import { startBlog } from '../../blog.ts';
import { png } from '../../attachments/files.ts';

const site = await startBlog();
const { db } = site.blog;
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
const post = await site.hasPost();
const filesOf = async (id: number) => (await attachmentsOf(db, [id])).get(id) ?? [];
const add = (id: number, name: string, agent = editor) =>
  agent.post(`/admin/comments/${id}/files`).attach('attachment', png, name);

test('files are added, described, replaced; what is removed is gone from the comment and the disk', async () => {
  const { id } = await site.hasComment({ post_id: post.id });

  const added = await add(id, 'first.png');
  const [first] = await filesOf(id);
  await editor.post(`/admin/comments/${id}/files`).field(`alt_${first!.media_id}`, 'A red dot');
  const [described] = await filesOf(id);
  await editor
    .post(`/admin/comments/${id}/files`)
    .field('remove', String(first!.media_id))
    .attach('attachment', png, 'second.png');
  await site.work();
  const after = await filesOf(id);

  expect([added.status, added.headers.location]).toEqual([303, `/admin/comments/${id}`]);
  expect([first!.name, first!.is_public, described!.alternative_text]).toEqual([
    'first.png',
    true,
    'A red dot',
  ]);
  expect(after.map(({ name }) => name)).toEqual(['second.png']);
  expect(await db('media').where({ id: first!.media_id }).first()).toBeUndefined();
  const shown = (await editor.get(`/admin/comments/${id}`)).text;
  expect(shown).toContain('Remove <bdi>second.png</bdi>');
  expect(shown).toContain('Files changed by');
});

test('the files of a held comment are not public; a comment without words keeps one', async () => {
  const { id } = await site.hasComment({ post_id: post.id, status: 'hold', content: ' ' });
  await add(id, 'alone.png');
  const [alone] = await filesOf(id);

  const refused = await editor.post(`/admin/comments/${id}/files`).field('remove', String(alone!.media_id));

  expect(alone!.is_public).toBe(false);
  expect([refused.status, (await filesOf(id)).length]).toEqual([422, 1]);
});

test('no file of a forbidden kind, none by others, and none of another comment is removed', async () => {
  const { id } = await site.hasComment({ post_id: post.id });
  const other = await site.hasComment({ post_id: post.id });
  await add(other.id, 'other.png');
  const [kept] = await filesOf(other.id);
  const author = await site.signIn(await site.hasUser({ role: 'author' }));

  const program = await editor
    .post(`/admin/comments/${id}/files`)
    .attach('attachment', Buffer.from('MZ'), 'a.exe');
  const foreign = await add(id, 'mine.png', author);
  await editor.post(`/admin/comments/${id}/files`).field('remove', String(kept!.media_id));

  expect([program.status >= 400, foreign.status]).toEqual([true, 403]);
  expect((await filesOf(id)).length).toBe(0);
  expect((await filesOf(other.id)).length).toBe(1);
});
