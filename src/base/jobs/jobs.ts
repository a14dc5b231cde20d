// base/jobs/jobs.ts: adding work to the queue (graphile-worker, same Postgres, same transaction).
import type { Database } from '../database/database.ts';

/** Work done later; may run twice. `payload` is JSON as given to addJob: check its shape. */
export type Task<Running> = (running: Running, payload: unknown) => Promise<void>;

/** A task at regular times: `pattern` is a crontab line's five fields, in UTC. */
export interface Schedule {
  task: string;
  pattern: string;
}

export interface JobOptions {
  /** A second job under the same key replaces the first while it waits. */
  key?: string;
  /** Not before this time. */
  run_at?: Date;
  /** Tries in all; 25 by default, with growing pauses. */
  max_attempts?: number;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** Higher numbers wait for lower ones; 0 by default. */
  priority?: number;
}

/** Adds a job in the caller's transaction. `name` must stand under `tasks` of some feature. */
export async function addJob(
  { db }: { db: Database },
  name: string,
  payload: object = {},
  options: JobOptions = {},
): Promise<void> {
  await db.raw(
    `SELECT graphile_worker.add_job(:name, :payload::json, job_key => :key, run_at => :run_at,
                                    max_attempts => :max_attempts, queue_name => :queue,
                                    priority => :priority)`,
    {
      name,
      payload: JSON.stringify(payload),
      key: options.key ?? null,
      run_at: options.run_at ?? null,
      max_attempts: options.max_attempts ?? null,
      queue: options.queue ?? null,
      priority: options.priority ?? null,
    },
  );
}

/** Adds a job for each key and time, as addJob does, in one statement. */
export async function addJobs(
  { db }: { db: Database },
  name: string,
  jobs: { key: string; run_at: Date }[],
): Promise<void> {
  if (!jobs.length) return;
  await db.raw(
    `SELECT count(graphile_worker.add_job(:name, '{}'::json, job_key => one.key, run_at => one.run_at))
       FROM json_to_recordset(:jobs::json) AS one (key text, run_at timestamptz)`,
    { name, jobs: JSON.stringify(jobs) },
  );
}

/** Takes waiting jobs back, those that still wait. */
export async function removeJobs({ db }: { db: Database }, keys: string[]): Promise<void> {
  if (!keys.length) return;
  await db.raw('SELECT count(graphile_worker.remove_job(key)) FROM unnest(:keys::text[]) AS key', { keys });
}
