// Why an imported file is not here: its owner reads it beside the file.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE media ADD COLUMN fetch_problem text NOT NULL DEFAULT '';
    CREATE INDEX media_elsewhere ON media (id) WHERE file IS NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX media_elsewhere;
    ALTER TABLE media DROP COLUMN fetch_problem;
  `);
}
