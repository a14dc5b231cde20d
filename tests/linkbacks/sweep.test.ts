// tests/linkbacks/sweep.test.ts: claims whose comment is gone for good: how long they are remembered, and whether they may come anew.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { removeComments } from '../../src/comments/moderation/moderate.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const start = Date.UTC(2026, 7, 1);
const at = (days: number) => site.setTime(new Date(start + days * 86_400_000).toISOString());
const linkbacks = () => site.blog.db<Linkback>('linkbacks').orderBy('id');
const comments = (post_id: number) => site.blog.db<Comment>('comments').where({ post_id }).orderBy('id');

async function claim(post_id: number, source: string, target: string) {
  const answer = await site.request.post('/webmention').type('form').send({ source, target });
  await site.work();
  return answer.status;
}
async function sweep(): Promise<string[]> {
  await addJob(site.blog, 'linkbacks.sweep');
  await site.work();
  return (await linkbacks()).map(({ source }) => source.slice('http://third.example/'.length));
}

test('claims without a comment go: a refused one after a month, one that was thrown away after a year', async () => {
  at(0);
  const post = await site.hasPost();
  const target = `http://blog.example${await permalink(site.blog, post)}`;
  for (const [name, text] of [
    ['refused', 'Nothing.'],
    ['refused-kept', 'Nothing.'],
    ['thrown', `<a href="${target}">x</a>`],
    ['shown', `<a href="${target}">y</a>`],
  ]) {
    site.web(`http://third.example/${name}`, `<title>${name}</title><p>${text}</p>`);
    await claim(post.id, `http://third.example/${name}`, target);
  }
  const all = await comments(post.id);
  const idOf = (name: string) => all.find(({ author_url }) => author_url.endsWith(`/${name}`))!.id;
  await removeComments(site.blog, [idOf('refused'), idOf('thrown')]);
  site.web('http://third.example/unseen', '<p>x</p>');
  await site.request.post('/webmention').type('form').send({ source: 'http://third.example/unseen', target });
  await site.blog.db.raw("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'linkback %'");
  await site.blog.db('linkbacks').update({ checked_at: site.blog.now() }).whereNotNull('checked_at');

  at(29);
  const before = await sweep();
  at(31);
  const after = await sweep();
  at(366);
  const later = await sweep();

  expect(before).toEqual(['refused', 'refused-kept', 'thrown', 'shown', 'unseen']);
  expect(after).toEqual(['refused-kept', 'thrown', 'shown', 'unseen']);
  expect(later).toEqual(['refused-kept', 'shown', 'unseen']);
});

test('a claim that was refused and whose spam was emptied may come anew; one that a moderator threw away may not', async () => {
  at(400);
  const post = await site.hasPost();
  const target = `http://blog.example${await permalink(site.blog, post)}`;
  const [late, thrown] = ['http://third.example/late', 'http://third.example/no-more'];
  site.web(late, '<p>Not yet.</p>');
  site.web(thrown, `<a href="${target}">x</a>`);
  await claim(post.id, late, target);
  await claim(post.id, thrown, target);
  await removeComments(
    site.blog,
    (await comments(post.id)).map(({ id }) => id),
  );

  at(401);
  site.web(late, `<a href="${target}">now</a>`);
  const answers = [await claim(post.id, late, target), await claim(post.id, thrown, target)];

  expect(answers).toEqual([201, 201]);
  expect(await comments(post.id)).toMatchObject([{ author_url: late, status: 'approve' }]);
});
