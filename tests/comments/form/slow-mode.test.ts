// tests/comments/form/slow-mode.test.ts: on a post in slow mode one person waits between two comments; others do not.
import { expect, test } from 'vitest';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const { db } = site.blog;
type Agent = ReturnType<typeof site.agent>;

let words = 0;
let hours = 0;
const at = (seconds: number) =>
  site.setTime(
    new Date(Date.parse('2026-08-01T10:00:00Z') + hours * 3_600_000 + seconds * 1000).toISOString(),
  );
const leave = (agent: Agent, post: Post, fields: Record<string, string> = {}, ip = '192.0.2.1') =>
  agent
    .post('/comments')
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({
      comment_post_ID: post.id,
      author: 'Ada',
      email: 'ada@example.com',
      comment: `Words ${(words += 1)}`,
      'wp-comment-cookies-consent': 'yes',
      ...fields,
    });

test.each<[string, Record<string, string>, string]>([
  [
    'the same browser with another name, from elsewhere',
    { author: 'Bea', email: 'bea@example.com' },
    '198.51.100.1',
  ],
  ['the same machine', { email: 'cleo@example.com' }, '192.0.2.1'],
])('%s waits as long as the post says, and the form says so', async (what, fields, ip) => {
  hours += 1;
  const post = await site.hasPost({ comment_pause: 300 });
  const browser = site.agent();
  at(0);
  await leave(browser, post).expect(303);

  at(240);
  const second = what.includes('browser with') ? browser : site.agent();
  const refused = await leave(second, post, { comment: 'My second thought', ...fields }, ip);
  at(300);
  const later = await leave(second, post, fields, ip);

  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('60');
  expect(refused.text).toContain('Slow mode: the same person may comment here again after 5 minutes.');
  expect(refused.text).toContain('You can send yours in 60 seconds');
  expect(refused.text).toContain('My second thought');
  expect(later.status).toBe(303);
});

test('somebody else does not wait, nor on another post, nor who moderates', async () => {
  hours += 1;
  const post = await site.hasPost({ comment_pause: 300 });
  const other = await site.hasPost();
  const browser = site.agent();
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
  at(0);
  await leave(browser, post).expect(303);

  at(30);
  const elsewhere = await leave(browser, other);
  at(60);
  // Who types the address of another does not make its owner wait, nor waits for them.
  const stranger = await leave(site.agent(), post, {}, '198.51.100.3');
  await leave(editor, post).expect(303);
  const staff = await leave(editor, post);

  expect([stranger, elsewhere, staff].map(({ status }) => status)).toEqual([303, 303, 303]);
});

test('the form says it, and a plain post does not', async () => {
  const slow = await site.hasPost({ comment_pause: 7200 });
  const plain = await site.hasPost();

  const pages = await Promise.all([slow, plain].map(({ id }) => site.request.get(`/?p=${id}`).redirects(2)));

  expect(pages[0]!.text).toContain('the same person may comment here again after 2 hours.');
  expect(pages[1]!.text).not.toContain('Slow mode');
});

test('an author sets it on the write screen; a save that does not know it leaves it', async () => {
  const author = await site.hasUser({ role: 'author' });
  const agent = await site.signIn(author);
  const post = await site.hasPost({ author_id: author.id });
  const form = await agent.get(`/admin/posts/${post.id}`);
  const fields = {
    act: 'save',
    seen_at: /name="seen_at" value="([^"]+)"/.exec(form.text)![1]!,
    title: 'Slow',
    content: post.content,
    comment_status: '1',
  };
  const pauseOf = async () =>
    ((await db('posts').where({ id: post.id }).first('comment_pause')) as { comment_pause: number })
      .comment_pause;

  const wrong = await agent
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ ...fields, comment_pause: '90000' });
  const before = await pauseOf();
  await agent
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ ...fields, comment_pause: '300' })
    .expect(303);
  const set = await pauseOf();
  const again = await agent.get(`/admin/posts/${post.id}`);
  const seen_at = /name="seen_at" value="([^"]+)"/.exec(again.text)![1]!;
  await agent
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ ...fields, seen_at })
    .expect(303);

  expect(form.text).toContain('Slow mode: seconds between two comments of one person');
  expect([wrong.status, before, set, await pauseOf()]).toEqual([422, 0, 300, 300]);
});
