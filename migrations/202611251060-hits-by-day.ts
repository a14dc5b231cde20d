// Hits: the dashboard asks for the reads of a stretch of days over all posts.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX hits_by_day ON hits (day);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX hits_by_day;
  `);
}
