// tests/comments/moderation/log.test.ts: the public moderation log: off by default, counts only, no words of anybody.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const post = await site.hasPost();
const count = async () => {
  await db.raw(`SELECT graphile_worker.add_job('comments.count-outcomes')`);
  await site.work();
};

test('the log is not there until it is switched on; then it counts outcomes and rules', async () => {
  const { id } = await site.hasComment({
    post_id: post.id,
    status: 'hold',
    author_name: 'Secretname',
    content: 'Secretword',
  });
  await db('comment_judgements').insert({
    comment_id: id,
    score: 50,
    reasons: JSON.stringify([
      { rule: 'moderation_keys', found: ['Secretword'] },
      { rule: 'part', name: 'words', points: 50, detail: 'Secretword' },
    ]),
  });
  await site.hasComment({ post_id: post.id });
  await site.hasComment({ post_id: post.id, posted_at: new Date('2026-06-01T00:00:00Z') });
  await count();
  const off = await site.request.get('/comments/log');
  await saveSettings(db, discussion, discussion.parse({ comments_public_log: true }));
  await count();
  await count();

  const { text, status } = await site.request.get('/comments/log');

  expect([off.status, status]).toEqual([404, 200]);
  expect(text).toContain('Approved: 1');
  expect(text).toContain('Pending: 1');
  expect(text).toContain('Words that are held: 1');
  expect(text).not.toMatch(/secret/i);
});
