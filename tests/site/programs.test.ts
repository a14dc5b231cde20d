// tests/site/programs.test.ts: programs that speak to a WordPress site: what is not spoken here says so in a form they read.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test.each([
  ['post', '/wp-json/wp/v2/plugins'],
  ['get', '/?rest_route=/wp/v2/plugins'],
] as const)('a route of the REST API that is not there says so, in JSON: %s %s', async (method, address) => {
  const answer = await site.request[method](address);

  expect([answer.status, answer.type]).toEqual([404, 'application/json']);
  expect(answer.body).toMatchObject({ code: 'rest_no_route', data: { status: 404 } });
});
