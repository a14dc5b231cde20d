// tests/import/samples.test.ts: the sample content makes room for a blog that moves in.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { fillFreshBlog } from '../../src/setup/sample.ts';
import { startBlog } from '../blog.ts';
import { bring, comment, item, wxr } from './kit.ts';

test('it leaves by one press, and the numbers of the old site are free', async () => {
  const site = await startBlog();
  const owner = await site.hasUser({ role: 'administrator' });
  await fillFreshBlog(site.blog, owner);
  await site.work();
  const admin = await site.signIn(owner);
  const before = await admin.get('/admin/import');

  const pressed = await admin.post('/admin/import/samples').type('form').send({});
  await bring(
    site,
    wxr(item(1, 'The first.', { more: comment(1, 'The first said.') }) + item(2, 'The second.')),
  );

  expect(before.text).toContain('Delete the sample content');
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/import']);
  expect((await admin.get('/admin/import')).text).not.toContain('Delete the sample content');
  const posts = await site.blog.db<Post>('posts').orderBy('id').select('id', 'content');
  expect(posts).toEqual([
    { id: 1, content: 'The first.' },
    { id: 2, content: 'The second.' },
  ]);
  expect(await site.blog.db('comments').select('id')).toEqual([{ id: 1 }]);
  expect(await site.blog.db('terms').whereIn('slug', ['notes', 'beginnings', 'the-sea'])).toEqual([]);
  expect(await site.blog.db('media')).toEqual([]);
});

test('what was changed of it stays, and only who may import may press', async () => {
  const site = await startBlog();
  const owner = await site.hasUser({ role: 'administrator' });
  await fillFreshBlog(site.blog, owner);
  await site.blog
    .db('posts')
    .where({ type: 'post' })
    .update({ modified_at: new Date('2026-09-01') });
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  const admin = await site.signIn(owner);

  const refused = await editor.post('/admin/import/samples').type('form').send({});
  await admin.post('/admin/import/samples').type('form').send({});

  expect(refused.status).toBe(403);
  const left = await site.blog.db<Post>('posts').select('type');
  expect(left).toEqual([{ type: 'post' }]);
  expect(await site.blog.db('media')).toHaveLength(1);
});
