// base/jobs/worker.ts: takes work from the queue and does it.
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Logger,
  parseCronItems,
  run,
  runOnce,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import type { Logger as Log } from 'pino';
import { clientOptions, type Connection } from '../database/database.ts';
import { locks, standingConnection, tryLock } from '../database/persistent-connection.ts';
import type { Schedule, Task } from './jobs.ts';
import { dueJob, freeAbandonedJobs, freeJobsOf } from './queries.ts';

export interface Work<Running> {
  tasks: Record<string, Task<Running>>;
  schedules: Schedule[];
}

/** A worker that runs until it is stopped; stopping waits for the jobs in hand. */
export interface Worker {
  stop(): Promise<void>;
  /** Lets the queue's library begin anew, as after an error of it that nobody caught; jobs in hand may finish. */
  restart(): void;
}

/** One run of the queue's library, from its beginning until it falls or is stopped. */
interface Turn {
  runner: Runner;
  /** The names under which it takes jobs. */
  ids: string[];
  /** Resolves when it has ended, with the error if there was one. */
  ended: Promise<unknown>;
  end(problem?: unknown): void;
  isEnding: boolean;
}

/** Starts working through the queue, on connections of its own; comes back by itself when the database was away. */
export async function startWorker<Running extends { log: Log }>(
  running: Running,
  connection: Connection,
  { tasks, schedules }: Work<Running>,
  { concurrency = 2 } = {},
): Promise<Worker> {
  const { log } = running;
  const standing = await standingConnection(connection, presence());
  let turn: Turn | undefined;
  // A connection that breaks may take with it the answer to "give me a job": that job would stay locked, in nobody's hands.
  const pgPool = poolFor(log, connection, concurrency + 2, () => restart());
  let isStopping = false;
  turn = await begin();
  void keepRunning(turn);
  return {
    async stop() {
      isStopping = true;
      // A job that takes longer is taken up again after the next start.
      await Promise.race([turn?.runner.stop().catch(() => {}), pause(10_000, undefined, { ref: false })]);
      await standing.close();
      await Promise.race([pgPool.end(), pause(1000, undefined, { ref: false })]);
    },
    restart,
  };

  function restart(): void {
    if (!turn || turn.isEnding) return;
    const { runner, end } = turn;
    turn.isEnding = true;
    runner.stop().then(end, end);
    // A job that hangs must not keep all others waiting; it runs a second time, as jobs may.
    setTimeout(end, 30_000).unref();
  }

  async function begin(): Promise<Turn> {
    const ids: string[] = [];
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => ids.push(workerPool.id));
    const runner = await run({
      pgPool,
      concurrency,
      noHandleSignals: true,
      taskList: taskList(running, tasks),
      parsedCronItems: parseCronItems(schedules.map(({ task, pattern }) => ({ task, match: pattern }))),
      logger: queueLogger(log),
      events,
      preset: outlivesRestarts,
    });
    let end = (_problem?: unknown) => {};
    const ended = new Promise((resolve) => (end = resolve));
    runner.promise.then(end, end);
    return { runner, ids, ended, end, isEnding: false };
  }

  async function keepRunning(first: Turn): Promise<void> {
    for (let last = first; ; turn = last = await beginAgain(last)) {
      const problem = await last.ended;
      if (isStopping) return;
      last.isEnding = true;
      log.warn({ err: problem }, 'the worker stopped and starts again');
    }
  }

  /** Frees what the last turn had in hand, and begins as soon as the database lets it. */
  async function beginAgain(last: Turn): Promise<Turn> {
    for (let wait = 500; !isStopping; wait = Math.min(wait * 2, 5000)) {
      await pause(wait);
      try {
        await pgPool.query(freeJobsOf, [last.ids]);
        const next = await begin();
        if (isStopping) await next.runner.stop();
        return next;
      } catch (error) {
        log.warn({ err: error }, 'the worker cannot start yet');
      }
    }
    return last;
  }
}

// By default the library writes the end of a job once: when the database is away just then, nobody hears the error,
// and the job stays locked. In batches it tries again until it is written, and takes no new jobs so long.
const outlivesRestarts = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

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
function watched(pool: pg.Pool, log: Log, onBroken: () => void): pg.Pool {
  const note = (error: Error) => {
    log.warn({ err: error }, 'a connection of the worker broke');
    onBroken();
  };
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  return pool;
}

function poolFor(log: Log, connection: Connection, max: number, onBroken = () => {}): pg.Pool {
  const pool = new pg.Pool({ ...clientOptions(connection), max, connectionTimeoutMillis: 10_000 });
  return watched(pool, log, onBroken);
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
