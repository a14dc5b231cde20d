// tests/search/hang-up.test.ts: who searches and hangs up leaves the places among those at work to others.
import http from 'node:http';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

test('searches that nobody waits for hold no place (C12)', async () => {
  const site = await startBlog({}, { limits: { readers: { at_work: 4, waiting: 0, patience: 1000 } } });
  await site.hasPost({ title: 'Still here' });
  for (let round = 0; round < 30; round += 1) {
    await new Promise<void>((resolve) => {
      const request = http.get(`${site.address}/?s=window+table+${round}`, { agent: false });
      request
        .on('error', () => resolve())
        .on('socket', (socket) => {
          socket.on('connect', () => setImmediate(() => request.destroy()));
        });
    });
  }

  await expect.poll(async () => (await site.request.get('/')).status).toBe(200);
  const page = await site.request.get('/');

  expect(page.text).toContain('Still here');
});
