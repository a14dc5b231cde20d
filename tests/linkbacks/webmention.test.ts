// tests/linkbacks/webmention.test.ts: what a webmention becomes beneath a post, and how it follows its page.
import { beforeEach, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { setStatus } from '../../src/comments/moderation/moderate.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const shownAtOnce = { comment_previously_approved: false };
let hour = 0;
beforeEach(async () => {
  await saveSettings(site.blog.db, discussion, shownAtOnce);
  later();
});
/** Two hours on: neither haste nor the pause between two looks is in the way. */
const later = () => site.setTime(new Date(Date.UTC(2026, 7, 1, (hour += 2))).toISOString());

const addressOf = async (post: Post) => `http://blog.example${await permalink(site.blog, post)}`;
const mention = (source: string, target: string) =>
  site.request.post('/webmention').type('form').send({ source, target });
const commentOf = async (post: Post) =>
  (await site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id'))[0]!;
const linkbackOf = async (source: string) =>
  (await site.blog.db<Linkback>('linkbacks').where({ source }).first())!;
const entry = (target: string, words: string, classes = 'u-in-reply-to', name = 'Ada') =>
  `<title>Page</title><article class="h-entry"><span class="p-author h-card">${name}</span>
   <a class="${classes}" href="${target}">it</a><div class="e-content">${words}</div></article>`;

/** A page of theirs says this of a post, and tells us. */
async function says(post: Post, source: string, page: (target: string) => string) {
  const target = await addressOf(post);
  site.web(source, page(target));
  const answer = await mention(source, target);
  await site.work();
  return answer;
}

test.each([
  ['u-in-reply-to', 'reply', '<p>Well <b>said</b>.</p>', 'Well said.'],
  ['u-like-of', 'like', '', 'Likes this.'],
  ['u-repost-of', 'repost', '', 'Reposted this.'],
  ['u-bookmark-of', 'bookmark', 'For later', 'Bookmarked this.\n\nFor later'],
])('%s is shown as a %s, under the name its page gives', async (classes, type, words, content) => {
  const post = await site.hasPost();
  const source = `http://third.example/${type}`;

  await says(post, source, (target) => entry(target, words, classes));

  expect(await commentOf(post)).toMatchObject({
    type: 'webmention',
    status: 'approve',
    author_name: 'Ada',
    author_url: source,
    content,
  });
  expect(await linkbackOf(source)).toMatchObject({ status: 'verified', mention_type: type });
});

test.each([
  ['<span class="p-rsvp">yes</span>', 'Is coming.'],
  [
    '<data class="p-rsvp" value="Maybe">perhaps</data><div class="e-content">I hope so</div>',
    'May be coming.\n\nI hope so',
  ],
  ['<b class="p-rsvp">no</b><div class="e-content">No</div>', 'Is not coming.'],
  ['<b class="p-rsvp">certainly</b><div class="e-content">Of course</div>', 'Of course'],
])('an answer to an invitation says who comes: %s', async (html, content) => {
  const post = await site.hasPost();
  const source = `http://third.example/rsvp-${post.id}`;

  await says(
    post,
    source,
    (target) =>
      `<article class="h-entry"><a class="u-in-reply-to" href="${target}">the party</a> ${html}</article>`,
  );

  expect(await commentOf(post)).toMatchObject({ content });
  expect(await linkbackOf(source)).toMatchObject({ mention_type: 'reply' });
});

test('what a page says is text, whatever it holds (A12)', async () => {
  const post = await site.hasPost();
  const bad = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;';

  await says(post, 'http://third.example/bad', (target) =>
    entry(target, `Hello ${bad}`, 'u-in-reply-to', `" onmouseover="x ${bad}`),
  );
  const page = await site.request.get(await permalink(site.blog, post));

  expect((await commentOf(post)).html).toBe('<p>Hello alert(1)</p>');
  expect(page.text).toContain('&#34; onmouseover=&#34;x');
  expect(page.text).not.toMatch(/onerror|<script>alert|<img src=x/);
});

test('sent again, the comment takes the new words and the new kind', async () => {
  const post = await site.hasPost();
  const source = 'http://third.example/changing';
  await says(post, source, (target) => entry(target, 'First words'));
  later();

  const answer = await says(post, source, (target) => entry(target, 'Second words', 'u-like-of x', 'Ada L.'));

  expect(answer.status).toBe(201);
  expect(await commentOf(post)).toMatchObject({
    status: 'approve',
    author_name: 'Ada L.',
    content: 'Likes this.',
  });
  expect(await linkbackOf(source)).toMatchObject({ mention_type: 'like', status: 'verified' });
});

test('new words of an approved one wait for the moderator again, where new ones would wait', async () => {
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: true });
  const post = await site.hasPost();
  const source = 'http://third.example/bait';
  await says(post, source, (target) => entry(target, 'Harmless'));
  await setStatus(site.blog, [(await commentOf(post)).id], 'approve');
  later();
  await says(post, source, (target) => entry(target, 'Harmless'));
  const same = (await commentOf(post)).status;
  later();

  await says(post, source, (target) => entry(target, 'Buy this'));

  expect(same).toBe('approve');
  expect(await commentOf(post)).toMatchObject({ status: 'hold', content: 'Buy this' });
  const { comment_count } = (await site.blog.db<Post>('posts').where({ id: post.id }).first())!;
  expect(comment_count).toBe(0);
});

test('what a moderator corrected stays', async () => {
  const post = await site.hasPost();
  const source = 'http://third.example/corrected';
  await says(post, source, (target) => entry(target, 'Teh words'));
  await site.blog
    .db('comments')
    .where({ id: (await commentOf(post)).id })
    .update({ content: 'The words' });
  later();

  await says(post, source, (target) => entry(target, 'Other words'));

  expect((await commentOf(post)).content).toBe('The words');
});

test('a link that is back brings its comment to the moderator, unless a moderator had binned it', async () => {
  const [gone, binned] = [await site.hasPost(), await site.hasPost()];
  const sourceOf = (post: Post) => `http://third.example/back-${post.id}`;
  const all = async (page: (target: string) => string) => {
    for (const post of [gone, binned]) await says(post, sourceOf(post), page);
    later();
  };
  await all((target) => entry(target, 'Here'));
  await setStatus(site.blog, [(await commentOf(binned)).id], 'trash');
  await all(() => '<p>Nothing.</p>');
  const before = [(await commentOf(gone)).status, (await linkbackOf(sourceOf(binned))).status];

  await all((target) => entry(target, 'Here again'));

  expect(before).toEqual(['trash', 'withdrawn']);
  expect(await commentOf(gone)).toMatchObject({ status: 'hold', content: 'Here again' });
  expect(await commentOf(binned)).toMatchObject({ status: 'trash', content: 'Here' });
});

test('a change within the hour is not lost: it is looked at when the hour is over (C1)', async () => {
  const post = await site.hasPost();
  const source = 'http://third.example/soon';
  await says(post, source, (target) => entry(target, 'First'));

  await says(post, source, (target) => entry(target, 'Second'));
  const waiting = await site.blog.db
    .withSchema('graphile_worker')
    .from('jobs')
    .where({ key: `linkback ${(await linkbackOf(source)).id}` })
    .first('run_at');

  expect((await commentOf(post)).content).toBe('First');
  const minutes = (waiting.run_at.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(55);
  expect(minutes).toBeLessThanOrEqual(60);
});

test('a change that waits for its hour is not lost when the source is due to be looked at meanwhile', async () => {
  const post = await site.hasPost();
  const source = 'http://third.example/due';
  const start = site.blog.now().getTime();
  const at = (minutes: number) => site.setTime(new Date(start + minutes * 60_000).toISOString());
  await says(post, source, (target) => entry(target, 'First'));
  at(23.5 * 60);
  await says(post, source, (target) => entry(target, 'Second'));
  const before = (await commentOf(post)).content;

  at(23.9 * 60);
  await says(post, source, (target) => entry(target, 'Third'));
  at(24 * 60);
  await addJob(site.blog, 'linkbacks.recheck');
  await site.work();
  at(26 * 60);
  await site.blog.db.raw(
    "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'linkback %'",
  );
  await site.work();
  at(28 * 60);
  await site.blog.db.raw(
    "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'linkback %'",
  );
  await site.work();

  expect(before).toBe('Second');
  expect((await commentOf(post)).content).toBe('Third');
  hour += 30;
});
