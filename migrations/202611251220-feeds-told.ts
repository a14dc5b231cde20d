// Feeds: what of the feeds the hub was last told.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE hub_tellings (
      hub text PRIMARY KEY,
      digest text NOT NULL,
      told_at timestamptz NOT NULL
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE hub_tellings');
}
