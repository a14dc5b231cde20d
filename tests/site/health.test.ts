// tests/site/health.test.ts: what a load balancer and a stranger see first.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test('the process is up and ready', async () => {
  expect((await site.request.get('/healthz')).body).toEqual({ status: 'up' });
  expect((await site.request.get('/readyz')).body).toEqual({ status: 'ready' });
});

test('an unknown address gets a readable page', async () => {
  const answer = await site.request.get('/no/such/thing/');

  expect(answer.status).toBe(404);
  expect(answer.text).toContain('<h1>Page not found</h1>');
});

test('work is done in the background', async () => {
  await site.work();

  expect(site.logged.filter((line) => Number(line.level) >= 40)).toEqual([]);
});
