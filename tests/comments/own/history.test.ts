// tests/comments/own/history.test.ts: edits that are judged anew, and who reads the history of a comment.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { countOf, db, edit, later, leave, rowOf, site } from './own-kit.ts';

test('an edit that would be held is held, counted out and shown to its author alone; its history is not public', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Harmless');
  await saveSettings(db, discussion, { moderation_keys: 'casino', disallowed_keys: 'pills' });

  await edit(agent, id, 'Come to the casino');
  const held = await rowOf(id);
  const count = await countOf(post.id);
  const own = await agent.get(`/?p=${post.id}`).redirects(1);
  const stranger = await site.request.get(`/?p=${post.id}`).redirects(1);
  const history = await site.request.get(`/comments/${id}/changes`);
  const ownHistory = await agent.get(`/comments/${id}/changes`);
  await edit(agent, id, 'Harmless again');
  const again = await rowOf(id);
  await edit(agent, id, 'Cheap pills');
  const binned = await rowOf(id);
  const told = await agent.get(`/?p=${post.id}`).redirects(1);

  expect(held).toMatchObject({ status: 'hold', content: 'Come to the casino' });
  expect(count).toBe(0);
  expect(own.text).toContain('awaits moderation');
  expect(stranger.text).not.toContain('casino');
  expect(history.status).toBe(404);
  expect(ownHistory.text).toContain('casino');
  expect(again!.status).toBe('hold');
  expect(binned).toMatchObject({ status: 'trash', former_status: null });
  expect(told.text).toContain('awaits moderation');
});

test('an edit that brings words of known spam is spam: the comment that it changes is no excuse (F25)', async () => {
  const post = await site.hasPost();
  const words = 'Buy the best watches of this world from us, only today and for nothing at all';
  const spam = await leave(post.id, words, { author: 'Watches', email: 'watches@example.com' });
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'spam', ids: spam.id });
  await site.work();
  later(1);
  const { agent, id } = await leave(post.id, 'An honest word', { author: 'Bo', email: 'bo@example.com' });
  later(1);
  await edit(agent, id, 'An honest word, and more');
  const honest = (await rowOf(id))!.status;

  await edit(agent, id, words);
  const judged = await moderator.get(`/admin/comments/${id}`);

  expect(honest).toBe('approve');
  expect(await rowOf(id)).toMatchObject({ status: 'spam', former_status: null });
  expect(await countOf(post.id)).toBe(0);
  expect(judged.text).toContain('The same text was marked as spam before');
});

test('what nobody approved is not read in the history of what was approved later', async () => {
  await saveSettings(db, discussion, { comment_moderation: true });
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Slander about somebody');
  await edit(agent, id, 'A kind word');
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'approve', ids: id });

  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const public_ = await site.request.get(`/comments/${id}/changes`);
  const theirs = await moderator.get(`/comments/${id}/changes`);

  expect(page.text).toContain('A kind word');
  expect(page.text).not.toContain('edited, see changes');
  expect(public_.status).toBe(200);
  expect(public_.text).not.toContain('Slander');
  expect(theirs.text).toContain('Slander');
  expect(theirs.text).toContain('Not shown to readers');
});

test('what a moderator edits is in the history with their name; then its author edits it no more', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'You are a fool, and wrong');
  const editor = await site.hasUser({ role: 'editor', display_name: 'Mona' });
  const moderator = await site.signIn(editor);
  later(1);
  await moderator
    .post(`/admin/comments/${id}/save`)
    .type('form')
    .send({ comment: 'You are wrong', author: 'Ada', email: 'ada@example.com' });

  const changes = await site.request.get(`/comments/${id}/changes`);
  const refused = await agent.get(`/comments/${id}/edit`);
  const [, action] = /action="([^"]+\/delete)"/.exec((await moderator.get(`/comments/${id}/changes`)).text)!;
  const forged = await agent.post(action!);
  const erased = await moderator.post(action!);
  const after = await site.request.get(`/comments/${id}/changes`);

  expect(changes.text).toContain('<bdi>Mona</bdi>');
  expect(changes.text).toMatch(/<del>[^<]*fool/);
  expect(changes.text).not.toContain('Erase this version');
  expect(refused.status).toBe(403);
  expect(forged.status).not.toBe(303);
  expect(erased.status).toBe(303);
  expect(after.text).not.toContain('fool');
  expect((await rowOf(id))!.content).toBe('You are wrong');
});

test('histories of private and protected posts are not public', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'First');
  await edit(agent, id, 'Second');
  await db('posts').where({ id: post.id }).update({ password: 'secret' });

  expect((await site.request.get(`/comments/${id}/changes`)).status).toBe(404);
});
