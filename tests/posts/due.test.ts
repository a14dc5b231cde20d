// tests/posts/due.test.ts: scheduled posts whose time has come, however many they are.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const at = new Date('2026-08-01T09:00:00Z');

test('after a pause all that is due comes out in one go, and nothing that is not', async () => {
  for (let number = 0; number < 120; number++)
    await site.hasPost({ status: 'future', published_at: new Date(at.getTime() - number * 1000) });
  const later = await site.hasPost({ status: 'future', published_at: new Date(at.getTime() + 1) });
  const draft = await site.hasPost({ status: 'draft', published_at: at });
  site.setTime(at.toISOString());

  await addJob(site.blog, 'posts.publish-due');
  await site.work();

  const counts = await site.blog
    .db<Post>('posts')
    .groupBy('status')
    .orderBy('status')
    .select('status')
    .count();
  expect(counts).toEqual([
    { status: 'draft', count: 1 },
    { status: 'future', count: 1 },
    { status: 'publish', count: 120 },
  ]);
  const waiting = await site.blog
    .db<Post>('posts')
    .whereIn('status', ['future', 'draft'])
    .orderBy('id')
    .pluck('id');
  expect(waiting).toEqual([later.id, draft.id]);
});
