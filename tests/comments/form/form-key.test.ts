// tests/comments/form/form-key.test.ts: a page that a cache kept gives one key to several readers; each of them is heard.
import { expect, test } from 'vitest';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const post = await site.hasPost();
const parent = await site.hasComment({
  post_id: post.id,
  content: 'A question',
  author_email: 'asks@example.com',
});
const form_key = 'a-form-of-a-cached-page';
const first = {
  comment_post_ID: post.id,
  author: 'Ada',
  email: 'ada@example.com',
  comment: 'Thank you!',
  form_key,
};

let readers = 0;
const send = (fields: Record<string, string | number>) => {
  readers += 1;
  return site.request
    .post('/comments')
    .set('X-Forwarded-For', `192.0.2.${readers}`)
    .type('form')
    .send({ ...first, ...fields });
};
const keptIds = () => site.blog.db('comments').whereNot({ id: parent.id }).orderBy('id').pluck('id');

test.each<[string, Record<string, string | number>]>([
  ['other words', { comment: 'No, thank you!' }],
  ['another reader', { author: 'Bea', email: 'bea@example.com' }],
  ['an answer to somebody', { comment_parent: parent.id }],
  ['another post', { comment_post_ID: (await site.hasPost()).id }],
])('%s under the same key of a form make a comment of their own', async (_what, fields) => {
  await send({});
  const before = await keptIds();

  site.setTime(new Date(site.blog.now().getTime() + 60_000).toISOString());
  const answer = await send(fields);
  const after = await keptIds();

  expect(answer.status).toBe(303);
  expect(after).toHaveLength(before.length + 1);
  expect(answer.headers.location).toContain(`#comment-${after.at(-1)}`);
});

test('the same words of the same reader under the same key are the comment that is there', async () => {
  const before = await keptIds();

  const answer = await send({});

  expect(answer.status).toBe(303);
  expect(answer.headers.location).toContain(`#comment-${before[0]}`);
  expect(await keptIds()).toEqual(before);
});
