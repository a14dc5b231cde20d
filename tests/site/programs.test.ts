// tests/site/programs.test.ts: programs that speak to a WordPress site: what is not spoken here says so in a form they read.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test.each([
  ['get', '/wp-json'],
  ['get', '/wp-json/'],
  ['get', '/wp-json/wp/v2/posts?per_page=1'],
  ['post', '/wp-json/wp/v2/comments'],
  ['get', '/?rest_route=/wp/v2/posts'],
] as const)('the REST API is not there, in JSON: %s %s', async (method, address) => {
  const answer = await site.request[method](address);

  expect([answer.status, answer.type]).toEqual([404, 'application/json']);
  expect(answer.body).toMatchObject({ code: 'rest_no_route', data: { status: 404 } });
});

test('pingbacks are not invited where nothing answers them', async () => {
  const post = await site.hasPost({ ping_status: 'open' });

  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const call = await site.request
    .post('/xmlrpc.php')
    .type('text/xml')
    .send('<?xml version="1.0"?><methodCall><methodName>demo.sayHello</methodName></methodCall>');

  expect(page.text).toContain(post.title);
  expect(page.text + JSON.stringify(page.headers)).not.toMatch(/pingback|xmlrpc/i);
  expect([call.status, call.type]).toEqual([404, 'text/plain']);
});
