// tests/site/storm.test.ts: more people than can be served: everyone gets the page or is told at once that it is busy.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { ask, comment, held, statuses, until, type Answer } from './crowd.ts';

test('500 readers and 20 who comment at once: a page or 503 at once for each, and every comment is kept', async () => {
  const patient = { at_work: 12, waiting: 48, patience: 60_000 };
  const site = await startBlog({ TRUST_PROXY: '1' }, { limits: { writers: patient } });
  const post = await site.hasPost({ title: 'Much read', slug: 'much-read' });
  for (let number = 0; number < 20; number += 1) await site.hasComment({ post_id: post.id });
  const page = '/2026/08/01/much-read/';
  // However slow this machine is, the database is held back no longer than its patience.
  (site.blog.db.client as { pool: { acquireTimeoutMillis: number } }).pool.acquireTimeoutMillis = 60_000;

  const letGo = await held(site, 'posts');
  let refusedSoFar = 0;
  const count = (answer: Answer) => ((refusedSoFar += Number(answer.status === 503)), answer);
  const reading = Array.from({ length: 500 }, () => ask(site, page).then(count));
  // 32 are being made and 64 wait for them; nobody else is kept waiting.
  await until(() => refusedSoFar >= 500 - 32 - 64);
  // Those who write come into the full house.
  const writing = Array.from({ length: 20 }, (_, number) => comment(site, post.id, number));
  await letGo();
  const [read, written] = await Promise.all([Promise.all(reading), Promise.all(writing)]);

  expect(statuses(read)).toEqual([200, 503]);
  const refused = read.filter(({ status }) => status === 503);
  expect(refused.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
  expect(refused.every(({ text }) => text.includes('Many people are reading at the moment.'))).toBe(true);
  expect(statuses(written)).toEqual([303]);
  expect(
    await site.blog.db('comments').where({ post_id: post.id }).whereLike('content', 'Words of%'),
  ).toHaveLength(20);
  expect(site.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  const after = await Promise.all(Array.from({ length: 30 }, () => ask(site, page)));
  expect(statuses(after)).toEqual([200]);
});

test('who finds all connections taken is told that it is busy, not that the database is away', async () => {
  const site = await startBlog();
  const { pool } = site.blog.db.client as { pool: { acquireTimeoutMillis: number } };
  const usual = pool.acquireTimeoutMillis;
  const taken = await Promise.all(Array.from({ length: 10 }, () => site.blog.db.transaction()));
  pool.acquireTimeoutMillis = 200;

  const page = await ask(site, '/');
  pool.acquireTimeoutMillis = usual;
  await Promise.all(taken.map((one) => one.rollback()));

  expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
  expect(page.text).toContain('Many people are reading at the moment.');
  expect(page.text).not.toContain('The database does not answer');
  expect((await ask(site, '/')).status).toBe(200);
});
