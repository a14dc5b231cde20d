// tests/linkbacks/verify.test.ts: what is kept of a claim that was looked into, believed or not, and of one that cannot be kept.
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
let hour = 0;
beforeEach(() => site.setTime(new Date(Date.UTC(2026, 7, 1, (hour += 2))).toISOString()));

const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
const linkbackOf = async (post: Post) =>
  (await site.blog.db<Linkback>('linkbacks').where({ post_id: post.id }).first())!;
const sourceOf = (post: Post) => `http://third.example/about-${post.id}`;

/** A page of theirs tells us that it links to the post; it is not looked at yet. */
async function claims(post: Post, page?: (target: string) => string): Promise<void> {
  const target = `http://blog.example${await permalink(site.blog, post)}`;
  if (page) site.web(sourceOf(post), page(target));
  const form = { source: sourceOf(post), target };
  await site.request.post('/webmention').set('User-Agent', 'Their blog/1.0').type('form').send(form);
}
const mention = (target: string) =>
  `<title>Page</title><article class="h-entry"><a class="p-author h-card" href="/"><img class="u-photo" src="/me.png" alt="">Ada</a>
   <a class="u-in-reply-to" href="${target}">it</a> <p class="e-content">Well said.</p></article>`;

test('of a claim that is believed stay the words, whose they are, and when it was found true', async () => {
  const post = await site.hasPost();

  await claims(post, mention);
  const before = await linkbackOf(post);
  await site.work();

  const [comment, ...others] = await commentsOf(post);
  expect(others).toEqual([]);
  expect(comment).toMatchObject({
    type: 'webmention',
    status: 'approve',
    author_name: 'Ada',
    author_url: sourceOf(post),
    author_email: '',
    author_ip: '127.0.0.1',
    user_agent: 'Their blog/1.0',
    content: 'Well said.',
    meta: { mention_type: ['reply'] },
  });
  expect(before).toMatchObject({ status: 'unverified', checks: 0, claimed: { author_ip: '127.0.0.1' } });
  const after = await linkbackOf(post);
  expect(after).toMatchObject({
    status: 'verified',
    reason: null,
    comment_id: comment!.id,
    checked_at: site.blog.now(),
    checks: 1,
    mention_type: 'reply',
    author_photo: 'http://third.example/me.png',
  });
  expect(after.written).toMatch(/^[0-9a-f]{64}$/);
  expect(after.claimed).not.toHaveProperty('author_ip');
});

test.each<[string, ((target: string) => string) | undefined, string]>([
  ['does not link here', () => '<p>Nothing.</p>', 'no link to the post'],
  ['cannot be reached', undefined, 'the source was not fetched: no such page in this test'],
])('a claim whose page %s lies with the spam, and its reason with it', async (_case, page, reason) => {
  const post = await site.hasPost();

  await claims(post, page);
  await site.work();

  const [comment] = await commentsOf(post);
  const linkback = await linkbackOf(post);
  expect(comment).toMatchObject({ status: 'spam', author_url: sourceOf(post), author_name: 'third.example' });
  expect(comment!.meta).toEqual({ linkback_reason: [linkback.reason] });
  expect(linkback.reason).toContain(reason);
  expect(linkback).toMatchObject({
    status: 'refused',
    comment_id: comment!.id,
    mention_type: null,
    author_photo: '',
  });
});

test.each(['draft', 'private', 'pending', 'trash'] as const)(
  'of a post that became %s meanwhile nothing is told, and its page is not fetched in vain again',
  async (status) => {
    const post = await site.hasPost();
    await claims(post, mention);
    await site.blog.db('posts').where({ id: post.id }).update({ status });

    await site.work();
    await site.work();

    expect(await commentsOf(post)).toEqual([]);
    expect(await linkbackOf(post)).toMatchObject({
      status: 'refused',
      reason: 'the post is not public any more',
      comment_id: null,
      checks: 1,
      checked_at: site.blog.now(),
    });
    expect(site.fetched.filter((url) => url === sourceOf(post))).toHaveLength(1);
  },
);

test('a claim that repeats what stands there is settled with that reason, and makes no second comment', async () => {
  const post = await site.hasPost();
  await claims(post, mention);
  const kept = { author_name: 'Ada', author_email: '', author_url: sourceOf(post), content: 'Well said.' };
  await site.hasComment({ post_id: post.id, type: 'webmention', ...kept });

  await site.work();

  expect(await commentsOf(post)).toHaveLength(1);
  const linkback = await linkbackOf(post);
  expect(linkback).toMatchObject({ status: 'refused', comment_id: null, checks: 1 });
  expect(linkback.reason).toMatch(/^not kept as a comment: You have said exactly this already/);
});

test('what fails here is no fault of the claim: nothing is settled, and it is looked into again', async () => {
  const post = await site.hasPost();
  await claims(post, mention);
  const { db } = site.blog;
  await db.raw(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`);
  await db.raw('CREATE TRIGGER full_disk BEFORE INSERT ON comments EXECUTE FUNCTION full_disk()');

  await site.work();
  const meanwhile = [await linkbackOf(post), await commentsOf(post)] as const;
  await db.raw('DROP TRIGGER full_disk ON comments');
  site.setTime(new Date(Date.UTC(2026, 7, 1, (hour += 2))).toISOString());
  await db.raw('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await site.work();

  expect(meanwhile[0]).toMatchObject({ status: 'unverified', reason: null, checked_at: null, checks: 0 });
  expect(meanwhile[1]).toEqual([]);
  expect(await linkbackOf(post)).toMatchObject({ status: 'verified', checks: 1 });
  expect(await commentsOf(post)).toMatchObject([{ status: 'approve', content: 'Well said.' }]);
});
