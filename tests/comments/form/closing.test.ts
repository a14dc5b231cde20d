// tests/comments/form/closing.test.ts: when a post stops taking comments by its age, and what never closes.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const now = Date.parse('2026-08-01T10:00:00Z');
const day = 86_400_000;
const closing = { close_comments_for_old_posts: true, close_comments_days_old: 14 };

let asked = 0;
/** A comment on a post that came out so long ago, and whether its page has a form. Each asks an hour after the last. */
async function leave(age: number, more: Partial<Post> = {}) {
  asked += 1;
  const time = now + asked * 3_600_000;
  site.setTime(new Date(time).toISOString());
  const post = await site.hasPost({ published_at: new Date(time - age), ...more });
  const fields = {
    comment_post_ID: post.id,
    author: 'Ada',
    email: 'ada@example.com',
    comment: `Words ${asked}`,
  };
  const answer = await site.request.post('/comments').type('form').send(fields);
  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  return [answer.status, page.text.includes('id="commentform"')];
}

test('a post closes after its days, to the millisecond', async () => {
  await saveSettings(site.blog.db, discussion, closing);

  expect(await leave(14 * day)).toEqual([303, true]);
  expect(await leave(14 * day + 1)).toEqual([403, false]);
});

test('a page does not close by age, nor a post while the setting is off', async () => {
  await saveSettings(site.blog.db, discussion, closing);
  const page = await leave(400 * day, { type: 'page' });
  await saveSettings(site.blog.db, discussion, { close_comments_for_old_posts: false });
  const post = await leave(400 * day);

  expect([page, post]).toEqual([
    [303, true],
    [303, true],
  ]);
});

test('a page whose own switch is off takes none, however young', async () => {
  expect(await leave(0, { type: 'page', comment_status: 'closed' })).toEqual([403, false]);
});
