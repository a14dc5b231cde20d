// 202611301200-jobs-walks.ts: how far work that goes through a whole table has come.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE walks (
      name text PRIMARY KEY,
      -- What the walk is for: the version of whatever makes the rows.
      version integer NOT NULL DEFAULT 0,
      -- Which rows it makes again.
      scope text NOT NULL DEFAULT 'old',
      -- The key of the last row that is done, '' before the first; NULL when the walk is over.
      after text
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE walks');
}
