// tests/comments/own/delete.test.ts: a comment that its author takes back: whole, or but for its place.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { countOf, db, edit, leave, rowOf, site } from './own-kit.ts';

test('a comment without replies goes whole', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Gone');

  const deleted = await agent.post(`/comments/${id}/delete`);
  const again = await agent.post(`/comments/${id}/delete`);

  expect(deleted.status).toBe(303);
  expect(again.status).toBe(403);
  expect(await rowOf(id)).toBeUndefined();
  expect(await countOf(post.id)).toBe(0);
});

test('a comment with replies leaves a line: words, name, email, address, files and history go; feeds and search forget it', async () => {
  const post = await site.hasPost();
  const agent = site.agent();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await agent
    .post('/comments')
    .field('comment_post_ID', post.id)
    .field('author', 'Ada')
    .field('email', 'ada@example.com')
    .field('comment', 'A zebra with a picture')
    .field('wp-comment-cookies-consent', 'yes')
    .attach('files', png, 'zebra.png');
  const { id } = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  await edit(agent, id, 'A striped zebra with a picture');
  await site.hasComment({ post_id: post.id, parent_id: id, content: 'The reply stays' });
  await site.work();
  const [media] = (await db('media').where({ source: 'comment', post_id: post.id })) as { file: string }[];
  expect((await site.request.get(`/uploads/${media!.file}`)).status).toBe(200);

  const deleted = await agent.post(`/comments/${id}/delete`);
  await site.work();
  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const feed = await site.request.get('/comments/feed/');
  const found = await site.request.get('/?s=zebra');
  const history = await site.request.get(`/comments/${id}/changes`);
  const mine = await agent.get('/comments/mine');
  const row = (await rowOf(id))!;

  expect([feed.status, found.status, mine.status]).toEqual([200, 200, 200]);
  expect(mine.text).toContain('There are none of yours.');
  expect(deleted.headers.location).toContain(`#comment-${id}`);
  expect(page.text).toContain('This comment was removed by its author.');
  expect(page.text).toContain('The reply stays');
  expect(page.text).toContain('One comment on');
  for (const { text } of [page, feed, mine]) expect(text).not.toContain('zebra with');
  expect(feed.text).not.toContain(`#comment-${id}<`);
  expect(found.text).not.toContain(`#comment-${id}"`);
  expect(history.status).toBe(404);
  expect(JSON.stringify(row)).not.toMatch(/zebra|Ada|ada@|127\.0\.0/);
  expect(row).toMatchObject({ status: 'removed', browser_key_hash: null, user_id: null, author_ip: '' });
  expect(await db('comment_revisions').where({ comment_id: id })).toEqual([]);
  expect(await db('comment_judgements').where({ comment_id: id })).toEqual([]);
  expect(await db('media').where({ source: 'comment', post_id: post.id })).toEqual([]);
  expect((await site.request.get(`/uploads/${media!.file}`)).status).toBe(404);
  await expect(
    import('node:fs/promises').then((fs) => fs.access(site.blog.storage.path(media!.file))),
  ).rejects.toThrow();
  expect(await countOf(post.id)).toBe(1);
});

test('a placeholder cannot be answered, edited or brought back, and goes with its last reply', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Taken back');
  const reply = await site.hasComment({ post_id: post.id, parent_id: id });
  const below = await site.hasComment({ post_id: post.id, parent_id: reply.id });
  await agent.post(`/comments/${id}/delete`);
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));

  const screen = await moderator.get(`/admin/comments/${id}`);
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'approve', ids: id });
  const answered = await site.request.post('/comments').type('form').send({
    comment_post_ID: post.id,
    comment_parent: id,
    author: 'B',
    email: 'b@example.com',
    comment: 'To nobody',
  });
  const status = (await rowOf(id))!.status;
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'delete', ids: below.id });
  const between = await rowOf(id);
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'delete', ids: reply.id });

  expect(screen.status).toBe(404);
  expect(status).toBe('removed');
  expect(answered.status).toBe(403);
  expect(between).toBeDefined();
  expect(await rowOf(id)).toBeUndefined();
  expect(await countOf(post.id)).toBe(0);
});

test('a held comment is edited and deleted by its author too', async () => {
  await saveSettings(db, discussion, { comment_moderation: true });
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Waiting');

  const edited = await edit(agent, id, 'Waiting, corrected');
  const held = await rowOf(id);
  const deleted = await agent.post(`/comments/${id}/delete`);

  expect(edited.status).toBe(303);
  expect(held).toMatchObject({ status: 'hold', content: 'Waiting, corrected', edited_at: null });
  expect(deleted.status).toBe(303);
  expect(await rowOf(id)).toBeUndefined();
});
