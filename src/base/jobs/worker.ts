// base/jobs/worker.ts: takes work from the queue and does it.
import { Logger, parseCronItems, run, runOnce, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger as Log } from 'pino';
import { clientOptions, type Connection } from '../database/database.ts';
import type { Schedule, Task } from './jobs.ts';

export interface Work<Running> {
  tasks: Record<string, Task<Running>>;
  schedules: Schedule[];
}

/** A worker that runs until it is stopped; stopping waits for the jobs in hand. */
export interface Worker {
  stop(): Promise<void>;
}

/** Starts working through the queue, on connections of its own. */
export async function startWorker<Running extends { log: Log }>(
  running: Running,
  connection: Connection,
  { tasks, schedules }: Work<Running>,
  { concurrency = 2 } = {},
): Promise<Worker> {
  const pgPool = poolFor(running.log, connection, concurrency + 2);
  const runner: Runner = await run({
    pgPool,
    concurrency,
    noHandleSignals: true,
    taskList: taskList(running, tasks),
    parsedCronItems: parseCronItems(schedules.map(({ task, pattern }) => ({ task, match: pattern }))),
    logger: queueLogger(running.log),
  });
  runner.promise.catch((error: unknown) => running.log.error({ err: error }, 'the worker stopped'));
  return {
    async stop() {
      await runner.stop();
      await pgPool.end();
    },
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
    await runOnce({
      pgPool,
      concurrency: 1,
      noHandleSignals: true,
      taskList: taskList(running, tasks),
      logger: queueLogger(running.log),
    });
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
