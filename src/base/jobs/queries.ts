// base/jobs/queries.ts: all the SQL about the queue as the owner sees it: what waits, what failed, again, away.
import type { Database } from '../database/database.ts';

export interface Job {
  id: number;
  task: string;
  attempts: number;
  max_attempts: number;
  run_at: Date;
  locked_at: Date | null;
  last_error: string | null;
}

/** Without it, a job that a killed process had in hand would wait four hours. */
export const freeAbandonedJobs = `
  SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by))
    FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
  HAVING count(*) > 0`;

/** Lets go of the jobs that these workers had in hand. */
export const freeJobsOf = 'SELECT graphile_worker.force_unlock_workers($1::text[])';

/** A job of these kinds that nobody has in hand and whose turn it is. */
export const dueJob = `
  SELECT 1 FROM graphile_worker._private_jobs AS jobs
    JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
   WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now() AND identifier = ANY ($1) LIMIT 1`;

const stateOf = `CASE WHEN locked_at IS NOT NULL THEN 'running'
                      WHEN attempts >= max_attempts THEN 'failed' ELSE 'waiting' END`;

export type JobState = 'waiting' | 'running' | 'failed';

/** Jobs in the order of their turn: all, or those in one state, of one kind. `failed` will not be tried again by itself. */
export async function listJobs(
  db: Database,
  { state, task, limit, offset = 0 }: { state?: JobState; task?: string; limit: number; offset?: number },
): Promise<Job[]> {
  const { rows } = await db.raw<{ rows: Job[] }>(
    `SELECT jobs.id, tasks.identifier AS task, attempts, max_attempts, run_at, locked_at, last_error
       FROM graphile_worker._private_jobs AS jobs
       JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
      WHERE (:state::text IS NULL OR ${stateOf} = :state) AND (:task::text IS NULL OR tasks.identifier = :task)
      ORDER BY run_at, jobs.id LIMIT :limit OFFSET :offset`,
    { state: state ?? null, task: task ?? null, limit, offset },
  );
  return rows;
}

/** How many jobs of each kind are in each state, by kind. */
export async function countJobKinds(db: Database): Promise<({ task: string } & Record<JobState, number>)[]> {
  const { rows } = await db.raw<{ rows: ({ task: string } & Record<JobState, number>)[] }>(
    `SELECT tasks.identifier AS task,
            count(*) FILTER (WHERE ${stateOf} = 'waiting')::int AS waiting,
            count(*) FILTER (WHERE ${stateOf} = 'running')::int AS running,
            count(*) FILTER (WHERE ${stateOf} = 'failed')::int AS failed
       FROM graphile_worker._private_jobs AS jobs
       JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
      GROUP BY tasks.identifier ORDER BY tasks.identifier LIMIT 500`,
  );
  return rows;
}

/** How many jobs wait for their turn now, how many later, and how many were given up. */
export async function countJobs(db: Database): Promise<{ due: number; later: number; failed: number }> {
  const { rows } = await db.raw<{ rows: { due: number; later: number; failed: number }[] }>(
    `SELECT count(*) FILTER (WHERE attempts < max_attempts AND run_at <= now()) AS due,
            count(*) FILTER (WHERE attempts < max_attempts AND run_at > now()) AS later,
            count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL) AS failed
       FROM graphile_worker._private_jobs`,
  );
  return rows[0]!;
}

/** Gives jobs another round of tries, from now; those in hand stay. Returns how many. */
export async function retryJobs(db: Database, ids: number[]): Promise<number> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    'SELECT id FROM graphile_worker.reschedule_jobs(:ids::bigint[], run_at => now(), attempts => 0)',
    { ids },
  );
  return rows.length;
}

/** Takes jobs out of the queue; those in hand stay. Returns how many. */
export async function removeJobs(db: Database, ids: number[]): Promise<number> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    'SELECT id FROM graphile_worker.complete_jobs(:ids::bigint[])',
    { ids },
  );
  return rows.length;
}
