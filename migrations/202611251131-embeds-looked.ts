// Embeds: when a link was last looked at, whatever came of it.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE embeds ADD looked_at timestamptz;
    UPDATE embeds SET looked_at = fetched_at;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE embeds DROP looked_at;');
}
