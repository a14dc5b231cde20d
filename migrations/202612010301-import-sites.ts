// Import: in whose name a running site is asked. The password goes once that was done.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE imports ADD COLUMN login text NOT NULL DEFAULT '',
                        ADD COLUMN password text;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE imports DROP COLUMN login, DROP COLUMN password');
}
