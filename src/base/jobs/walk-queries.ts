// base/jobs/walk-queries.ts: all the SQL about walks: how far each has come.
import type { Database } from '../database/database.ts';

export interface Walk {
  name: string;
  version: number;
  /** Which rows are made again. */
  scope: WalkScope;
  /** The key of the last row that is done, '' before the first; null when the walk is over. */
  after: string | null;
}

/** `old`: what an older version made; `embeds`: also what holds links alone on their line; `all`: every row. */
export type WalkScope = 'old' | 'embeds' | 'all';

export function findWalk(db: Database, name: string): Promise<Walk | undefined> {
  return db<Walk>('walks').where({ name }).first();
}

/** The walk until the transaction ends; undefined when there is none, or another process goes on with it just now. */
export function takeWalk(db: Database, name: string): Promise<Walk | undefined> {
  return db<Walk>('walks').where({ name }).forUpdate().skipLocked().first();
}

export async function setWalkAfter(db: Database, name: string, after: string | null): Promise<void> {
  await db<Walk>('walks').where({ name }).update({ after });
}

export async function insertWalk(db: Database, name: string): Promise<void> {
  await db<Walk>('walks').insert({ name, after: '' }).onConflict('name').ignore();
}

/** Begins at the first row for a newer version; an older one, of a process not yet replaced, begins nothing. */
export async function beginVersion(db: Database, name: string, version: number): Promise<void> {
  await db.raw(
    `INSERT INTO walks AS known (name, version, after) VALUES (:name, :version, '')
         ON CONFLICT (name) DO UPDATE SET version = :version, after = ''
      WHERE known.version < :version`,
    { name, version },
  );
}

/** Begins at the first row, for these rows and for those that a walk which is under way has not reached. */
export async function beginScope(db: Database, name: string, scope: WalkScope): Promise<void> {
  await db.raw(
    `INSERT INTO walks AS known (name, scope, after) VALUES (:name, :scope, '')
         ON CONFLICT (name) DO UPDATE
        SET scope = CASE WHEN known.after IS NULL OR known.scope IN ('old', :scope) THEN :scope ELSE 'all' END,
            after = ''`,
    { name, scope },
  );
}

/** When a walk is over the next one is about old rows again, unless somebody says otherwise. */
export async function endWalk(db: Database, name: string): Promise<void> {
  await db<Walk>('walks').where({ name }).update({ after: null, scope: 'old' });
}
