// tests/posts/large-forms.test.ts: a large form is read as a small one is.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { sessionCookie, startBlog } from '../blog.ts';

const site = await startBlog();
const editor = await site.hasUser({ role: 'editor' });
const cookie = await sessionCookie(site.blog, editor);

const send = (id: number, body: string) =>
  fetch(`${site.address}/admin/posts/${id}/save`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie },
  });

test.each([
  ['a small form', 10],
  ['a large form', 40_000],
])('%s keeps signs, blanks, lists and what is no UTF-8', async (_what, times) => {
  const post = await site.hasPost({ author_id: editor.id });
  const { id: one } = await site.blog.db('terms').where({ taxonomy: 'category' }).first('id');
  const signs = encodeURIComponent('a & b = c + d [e] "f" ä 🔥 100%\r\n').replaceAll('%20', '+');

  const answer = await send(
    post.id,
    `act=publish&title=T+%26+U&content=${signs.repeat(times)}end&excerpt=%ff+x&categories=${one}&categories=${one}&__proto__=x&empty&=y`,
  );

  expect(answer.status).toBe(303);
  const kept = await site.blog.db<Post>('posts').where({ id: post.id }).first();
  expect(kept!.title).toBe('T & U');
  expect(kept!.content === `${'a & b = c + d [e] "f" ä 🔥 100%\n'.repeat(times)}end`).toBe(true);
  expect(kept!.excerpt).toBe('%ff x');
});

test('what is no UTF-8 and what is no escape of a large form stays as it was sent', async () => {
  const post = await site.hasPost({ author_id: editor.id, content: '<p>Before</p>' });
  const long = 'a+b '.repeat(70_000).replaceAll(' ', '%20');

  for (const [sent, kept] of [
    ['%ff', '%ff'],
    ['%zz+%4', '%zz %4'],
    ['%C3%A4+%F0%9F%94%A5', 'ä 🔥'],
    ['%', '%'],
  ]) {
    const answer = await send(post.id, `act=save&content=${long}&excerpt=${sent}`);

    expect(answer.status).toBe(303);
    const { excerpt } = (await site.blog.db<Post>('posts').where({ id: post.id }).first())!;
    expect(excerpt).toBe(kept);
  }
});

test('a large form of too many fields, or too large, is refused', async () => {
  const post = await site.hasPost({ author_id: editor.id });

  const many = await send(post.id, `content=${'a'.repeat(300_000)}${'&a=b'.repeat(3000)}`);
  const large = await send(post.id, `content=${'a'.repeat(8_000_000)}`);

  expect([many.status, large.status]).toEqual([413, 413]);
});
