// tests/start/embedded-ends.test.ts: the embedded Postgres crashes, ends, or hangs in its shutdown, and the blog goes on.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { childrenOf, isStopping, lockedBy, processState } from '../../src/base/database/embedded-lock.ts';
import { ownPostgres, rowsOf } from './own-postgres.ts';
import { blogIn, serve, start, temporaryFolder, until } from './process.ts';
import { writers } from './writers.ts';

const folder = temporaryFolder();
const cluster = path.join(folder, 'data/pg');
const env = {
  ...blogIn(folder),
  TRUST_PROXY: '1',
  SETUP_TITLE: 'Lives on',
  SETUP_USER: 'ada',
  SETUP_EMAIL: 'ada@example.com',
  SETUP_PASSWORD: 'correct horse battery',
};

const rows = (sql: string, values?: unknown[]) =>
  rowsOf({ host: path.join(folder, 'data/s'), user: 'quillback', database: 'postgres' }, sql, values);

/** The server's children whose title says this, such as `checkpointer`. */
const childrenCalled = (words: string): number[] =>
  childrenOf(lockedBy(cluster)).filter((pid) =>
    fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words),
  );

const isReady = (address: string) =>
  fetch(`${address}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );

test('a backend that is killed, and a server that is killed, stop nothing for good, and nothing kept is lost', async () => {
  const blog = await serve(env);
  const [post] = await rows("SELECT id FROM posts WHERE type = 'post' ORDER BY id LIMIT 1");
  const writing = writers(blog.address, Number(post!.id), 6);
  const goesOn = async () => {
    const before = writing.kept.length;
    await until(() => writing.kept.length >= before + 8 || blog.child.exitCode !== null);
    expect(blog.child.exitCode, blog.err()).toBe(null);
  };

  await goesOn();
  for (let round = 0; round < 3; round++) {
    process.kill(childrenCalled('quillback postgres [local]').at(-1)!, 'SIGKILL');
    await goesOn();
  }
  for (let round = 1; round <= 2; round++) {
    process.kill(lockedBy(cluster), 'SIGKILL');
    await blog.says(new RegExp(`is started again \\(${round} of 5 times\\)`));
    await goesOn();
  }
  await writing.stop();

  const kept = await rows('SELECT content FROM comments WHERE content = ANY ($1)', [writing.kept]);
  expect(kept).toHaveLength(writing.kept.length);
  expect(writing.statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);
  const open = 'SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL OR run_at <= now()';
  await until(async () => (await rows(open)).length === 0);
  // The process's locks and its ear for changed settings are back: a second blog is refused, as before.
  const second = start(['server'], env);
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(/^DATA_DIR: another Quillback runs on .*\n$/);
  expect(await rows("SELECT FROM pg_stat_activity WHERE query = 'LISTEN settings_saved'")).toHaveLength(1);

  for (let ends = 3; ends <= 5; ends++) {
    process.kill(lockedBy(cluster), 'SIGKILL');
    await blog.says(new RegExp(`is started again \\(${ends} of 5 times\\)`));
    await until(() => isReady(blog.address));
  }
  process.kill(lockedBy(cluster), 'SIGKILL');
  expect(await blog.ended).toBe(1);
  expect(blog.err()).toMatch(/The embedded database ends again and again: the blog ends, too\..*\n$/);
}, 180_000);

test.each(['alone', 'together with its server'])(
  'an old server that hangs while stopping, its checkpointer stopped %s, is ended, and the start goes on',
  async (how) => {
    const first = await serve(env);
    await until(() => isReady(first.address));
    const old = lockedBy(cluster);
    const [checkpointer] = childrenCalled('checkpointer');

    process.kill(checkpointer!, 'SIGSTOP');
    first.child.kill('SIGKILL');
    await until(() => isStopping(cluster));
    if (how !== 'alone') process.kill(old, 'SIGSTOP');
    const again = await serve(env);

    expect(lockedBy(cluster)).not.toBe(old);
    expect([old, checkpointer!].map(processState)).not.toContain('live');
    await until(() => isReady(again.address));
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  },
  120_000,
);

test('the server of another folder is left alone, whatever the lock file says', async () => {
  const other = temporaryFolder();
  const server = await ownPostgres(other);
  const file = path.join(other, 'server/pg/postmaster.pid');
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  lines[7] = 'stopping';
  fs.writeFileSync(path.join(cluster, 'postmaster.pid'), [lines[0], cluster, ...lines.slice(2)].join('\n'));

  const blog = start(['server'], env);

  expect(await blog.ended).toBe(1);
  expect(blog.err()).toMatch(/^DATA_DIR: Postgres \d+ holds .* but does not answer: stop it\n$/);
  expect(await server.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  fs.rmSync(path.join(cluster, 'postmaster.pid'));
}, 120_000);
