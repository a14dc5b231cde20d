// base/jobs/worker.ts: takes work from the queue and does it.
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, parseCronItems, run, runOnce, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger as Log } from 'pino';
import { clientOptions, type Connection } from '../database/database.ts';
import { locks, standingConnection, tryLock } from '../database/standing.ts';
import type { Schedule, Task } from './jobs.ts';
import { dueJob, freeAbandonedJobs } from './queries.ts';

export interface Work<Running> {
  tasks: Record<string, Task<Running>>;
  schedules: Schedule[];
}

/** A worker that runs until it is stopped; stopping waits for the jobs in hand. */
export interface Worker {
  stop(): Promise<void>;
}

/** Starts working through the queue, on connections of its own; comes back by itself when the database was away. */
export async function startWorker<Running extends { log: Log }>(
  running: Running,
  connection: Connection,
  { tasks, schedules }: Work<Running>,
  { concurrency = 2 } = {},
): Promise<Worker> {
  const standing = await standingConnection(connection, presence());
  const pgPool = poolFor(running.log, connection, concurrency + 2);
  const begin = () =>
    run({
      pgPool,
      concurrency,
      noHandleSignals: true,
      taskList: taskList(running, tasks),
      parsedCronItems: parseCronItems(schedules.map(({ task, pattern }) => ({ task, match: pattern }))),
      logger: queueLogger(running.log),
    });
  let isStopping = false;
  let runner = await begin();
  void keepRunning();
  return {
    async stop() {
      isStopping = true;
      // A job that takes longer is taken up again after the next start.
      await Promise.race([runner.stop().catch(() => {}), pause(10_000, undefined, { ref: false })]);
      await standing.close();
      await Promise.race([pgPool.end(), pause(1000, undefined, { ref: false })]);
    },
  };

  async function keepRunning(): Promise<void> {
    while (!isStopping) {
      const problem: unknown = await runner.promise.catch((error: unknown) => error);
      if (isStopping) return;
      running.log.error({ err: problem }, 'the worker stopped and starts again');
      await pause(5000, undefined, { ref: false });
      runner = await begin().catch(() => runner);
    }
  }
}

/** Shows that a worker lives. The first one to come frees the jobs that killed workers had in hand. */
function presence(): (client: pg.Client) => Promise<void> {
  let isFirst = true;
  return async (client) => {
    if (isFirst && (await tryLock(client, locks.worker, 'alone'))) {
      await client.query(freeAbandonedJobs);
      await client.query('SELECT pg_advisory_lock_shared($1)', [locks.worker]);
      await client.query('SELECT pg_advisory_unlock($1)', [locks.worker]);
    } else await client.query('SELECT pg_advisory_lock_shared($1)', [locks.worker]);
    isFirst = false;
  };
}

/** Does all work that is due now, including what that work adds, then returns. */
export async function workUntilIdle<Running extends { log: Log }>(
  running: Running,
  connection: Connection,
  { tasks }: Work<Running>,
): Promise<void> {
  const pgPool = poolFor(running.log, connection, 3);
  try {
    // It looks for the next job before the last one has let go of its line, and then ends too early.
    do {
      await runOnce({
        pgPool,
        concurrency: 1,
        noHandleSignals: true,
        taskList: taskList(running, tasks),
        logger: queueLogger(running.log),
      });
    } while ((await pgPool.query(dueJob, [Object.keys(tasks)])).rowCount);
  } finally {
    await pgPool.end();
  }
}

/** A pool without error listeners ends the process when the database does. */
function watched(pool: pg.Pool, log: Log): pg.Pool {
  const note = (error: Error) => log.warn({ err: error }, 'a connection of the worker broke');
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  return pool;
}

function poolFor(log: Log, connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({ ...clientOptions(connection), max });
  return watched(pool, log);
}

function taskList<Running>(running: Running, tasks: Record<string, Task<Running>>): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(running, payload)]),
  );
}

function queueLogger(log: Log): Logger {
  // Payloads may hold addresses; only the queue's own sentence is kept.
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message });
    else if (level === 'warning') log.warn({ queue: message });
    else log.trace({ queue: message });
  });
}
