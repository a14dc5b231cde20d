// tests/base/same-origin.test.ts: a form counts when this very site sent it; a neighbour below the same domain is another.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog({ SITE_URL: 'https://blog.example', TRUST_PROXY: '1' });
const post = await site.hasPost();
const locked = await site.hasPost({ password: 'sesame' });
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));

type Headers = Record<string, string>;
let sent = 0;

/** One of each kind of door: a form that checks by itself and gives back its words, one that does not, an admin screen. */
const doors = {
  'a comment': (headers: Headers) => {
    sent += 1;
    const words = { comment_post_ID: post.id, author: 'Ada', comment: `Words ${sent}` };
    const from = { 'X-Forwarded-For': `192.0.2.${sent}`, ...headers };
    return site.request
      .post('/comments')
      .set(from)
      .type('form')
      .send({ ...words, email: `a${sent}@example.com` });
  },
  'the password of a post': (headers: Headers) =>
    site.request
      .post('/password')
      .set(headers)
      .type('form')
      .send({ post_id: locked.id, post_password: 'sesame' }),
  'the write screen': (headers: Headers) =>
    admin.post('/admin/posts/save').set(headers).type('form').send({ title: 'Written', act: 'draft' }),
};

test.each(Object.entries(doors))(
  '%s is taken from this site and from programs alone (A4)',
  async (_name, send) => {
    const own: Headers[] = [
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: 'https://blog.example' },
      {},
    ];
    const foreign: Headers[] = [
      // What the browser says of a page of another.example or blog.example:8443, whatever Origin it gives.
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://shop.blog.example' },
      { Origin: 'https://example' },
      { Origin: 'https://blog.example.evil.example' },
      { Origin: 'https://blog.example:8443' },
      { Origin: 'null' },
    ];

    const taken = [];
    for (const headers of own) taken.push((await send(headers)).status);
    const refused = [];
    for (const headers of foreign) refused.push((await send(headers)).status);

    expect(taken).not.toContain(403);
    expect(refused).toEqual(foreign.map(() => 403));
  },
);

test('what only looks is answered wherever it comes from', async () => {
  const page = await site.request.get(`/?p=${post.id}`).set('Sec-Fetch-Site', 'cross-site').redirects(1);

  expect(page.status).toBe(200);
});
