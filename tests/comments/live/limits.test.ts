// tests/comments/live/limits.test.ts: what open pages may cost: connections, places, time at the end.
import { expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { features } from '../../../src/features.ts';
import { finish, listen, portOf } from '../../../src/listen.ts';
import { noteChanges } from '../../../src/comments/live/queries.ts';
import { startBlog } from '../../blog.ts';
import { follow, until, type Followed } from './follow.ts';

const site = await startBlog(
  { LIVE_READERS: '80', TRUST_PROXY: '1' },
  { limits: { readers: { at_work: 1, waiting: 1, patience: 20_000 } } },
);
const post = await site.hasPost();
const from = (address: string) => ({ 'X-Forwarded-For': address });
const join = (address: string) => follow(`${site.address}/comments/live/${post.id}?since=0`, from(address));

test('a network has its share of the places, and an open stream is no page in the making', async () => {
  const first = await join('198.51.100.1');
  const second = await join('198.51.100.2');
  const third = await join('198.51.100.3');
  const elsewhere = await join('203.0.113.1');

  expect([first, second, third, elsewhere].map(({ status }) => status)).toEqual([200, 200, 503, 200]);
  expect(third.headers['retry-after']).toBe('60');
  // With one place for readers alone.
  expect((await site.request.get(`/?p=${post.id}`).redirects(1)).status).toBe(200);

  first.close();
  await expect
    .poll(
      async () => {
        const again = await join('198.51.100.3');
        again.close();
        return again.status;
      },
      { timeout: 20_000 },
    )
    .toBe(200);
  for (const stream of [second, elsewhere]) stream.close();
});

test('all of them together have an end, too', async () => {
  const streams: Followed[] = [];
  for (let at = 0; at <= 80; at += 1) streams.push(await join(`192.0.${at}.1`));
  expect(streams.filter(({ status }) => status === 503)).toHaveLength(1);

  const comment = await site.hasComment({ post_id: post.id });
  await noteChanges(site.blog.db, [{ comment_id: comment.id, post_id: post.id }], site.blog.now());
  const open = streams.filter(({ status }) => status === 200);
  await until(() => open.every((stream) => stream.events('comment').length === 1));

  const { rows } = await site.blog.db.raw<{ rows: { open: number }[] }>(
    `SELECT count(*)::int AS open FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN comments_changed%'`,
  );
  expect(rows[0]!.open).toBe(1);
  for (const stream of streams) stream.close();
});

test('a server that stops ends its streams at once', async () => {
  const config = { ...site.blog.config, PORT: 0, HOST: '127.0.0.1' };
  const server = await listen(config, createApp({ ...site.blog, config }, features));
  const stream = await follow(`http://127.0.0.1:${portOf(server)}/comments/live/${post.id}?since=0`);
  expect(stream.status).toBe(200);

  let isFinished = false;
  void finish(server).then(() => (isFinished = true));
  await until(() => stream.isEnded());
  await until(() => isFinished);

  // Not broken off when the ten seconds for those in hand were over.
  expect(stream.isWhole()).toBe(true);
  for (const feature of features) await feature.stop?.({ ...site.blog, config });
});
