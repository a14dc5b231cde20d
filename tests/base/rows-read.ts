// tests/base/rows-read.ts: what background work reads of the tables, as Postgres itself counts it.
import { connectDatabase, type Connection } from '../../src/base/database/database.ts';
import { workUntilIdle } from '../../src/base/jobs/worker.ts';
import { features } from '../../src/features.ts';
import { workOf } from '../../src/work.ts';
import type { TestBlog } from '../blog.ts';
import { until } from '../start/process.ts';

export interface Reading {
  table: string;
  rows: number;
  /** How often it was read from end to end. */
  scans: number;
}

/** Does all work that is due, on connections of its own; gives what was read of each table. */
export async function readByWork({ blog }: TestBlog): Promise<Reading[]> {
  const named = { ...(blog.connection as Exclude<Connection, string>), application_name: 'measured' };
  const db = connectDatabase(named);
  const before = new Map((await figures(blog.db)).map((one) => [one.table, one]));
  await workUntilIdle({ ...blog, db, connection: named }, named, workOf(features));
  await db.destroy();
  // A connection adds its figures to those of all when it ends.
  const left = `SELECT FROM pg_stat_activity WHERE application_name = 'measured'`;
  await until(async () => (await blog.db.raw<{ rows: unknown[] }>(left)).rows.length === 0);
  return (await figures(blog.db)).map(({ table, rows, scans }) => ({
    table,
    rows: rows - (before.get(table)?.rows ?? 0),
    scans: scans - (before.get(table)?.scans ?? 0),
  }));
}

async function figures(db: TestBlog['blog']['db']): Promise<Reading[]> {
  const { rows } = await db.raw<{ rows: Reading[] }>(
    `SELECT relname AS table, seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows, seq_scan AS scans
       FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname`,
  );
  return rows;
}
