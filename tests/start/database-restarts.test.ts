// tests/start/database-restarts.test.ts: Postgres restarts under readers who write: the process lives, and nothing is lost.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownPostgres } from './own-postgres.ts';
import { blogIn, serve, start, temporaryFolder, until } from './process.ts';
import { writers } from './writers.ts';

const folder = temporaryFolder();
const postgres = await ownPostgres(folder);
const env = {
  ...blogIn(folder),
  DATABASE_URL: postgres.url,
  TRUST_PROXY: '1',
  SETUP_TITLE: 'Lives on',
  SETUP_USER: 'ada',
  SETUP_EMAIL: 'ada@example.com',
  SETUP_PASSWORD: 'correct horse battery',
};

const outages = [
  ['fast', 'SIGINT', 0],
  ['immediate', 'SIGQUIT', 0],
  ['long', 'SIGINT', 6000],
] as const;

test('six writers and the jobs in hand outlive fast, immediate and long outages of their Postgres', async () => {
  const blog = await serve(env);
  const helper = start(['worker'], env);
  await helper.says(/The worker is at work/);
  const [post] = await postgres.rows('SELECT id FROM posts WHERE type = $1 ORDER BY id LIMIT 1', ['post']);
  const writing = writers(blog.address, Number(post!.id), 6);

  for (const [, signal, away] of [...outages, ...outages]) {
    const before = writing.kept.length;
    await until(() => writing.kept.length >= before + 8);
    await postgres.stop(signal);
    // How long the server is away is the outage itself, nothing that is waited for.
    await pause(away);
    await postgres.start();
    const after = writing.kept.length;
    await until(() => writing.kept.length > after || blog.child.exitCode !== null);
    expect([blog.child.exitCode, helper.child.exitCode], blog.err() + helper.err()).toEqual([null, null]);
  }
  await writing.stop();

  const rows = await postgres.rows('SELECT content FROM comments WHERE content = ANY ($1)', [writing.kept]);
  expect(new Set(rows.map(({ content }) => content))).toEqual(new Set(writing.kept));
  expect(writing.statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);
  expect(writing.without_retry_after).toBe(0);
  expect((await fetch(`${blog.address}/readyz`)).status).toBe(200);
  // Each comment has its jobs done: none is stuck in the hands of a worker that fell.
  const open = 'SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL OR run_at <= now()';
  await until(async () => (await postgres.rows(open)).length === 0);
  expect(
    await postgres.rows('SELECT id FROM graphile_worker._private_jobs WHERE attempts >= max_attempts'),
  ).toEqual([]);
  for (const { child } of [blog, helper]) child.kill('SIGTERM');
  expect(await Promise.all([blog.ended, helper.ended])).toEqual([0, 0]);
}, 240_000);

/** Lets the program reject a promise that nobody holds, as a library might, when it hears a signal. */
const faulty = `--import=data:text/javascript,${encodeURIComponent(
  `process.on('SIGUSR2', () => void Promise.reject(new Error('Connection terminated unexpectedly')));
   process.on('SIGWINCH', () => void Promise.reject(new Error('A fault of the program')));`,
)}`;

test('a rejection that nobody caught restarts the worker when the database was its cause, and else ends the process', async () => {
  const blog = await serve({ ...env, NODE_OPTIONS: faulty });
  const letter = () =>
    postgres.rows("SELECT graphile_worker.add_job('posts.publish-due', job_key => 'probe')");
  const probe = "SELECT FROM graphile_worker._private_jobs WHERE key = 'probe'";

  blog.child.kill('SIGUSR2');
  await blog.says(/the database went away in the middle of something/);
  await blog.says(/the worker stopped and starts again/);
  await letter();
  await until(async () => (await postgres.rows(probe)).length === 0);
  expect((await fetch(`${blog.address}/readyz`)).status).toBe(200);

  blog.child.kill('SIGWINCH');
  expect(await blog.ended).toBe(1);
  expect(blog.err()).toContain('because of an error that nobody caught: Error: A fault of the program');
}, 120_000);
