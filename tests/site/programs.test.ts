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
