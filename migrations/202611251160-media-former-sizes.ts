// Media: sizes follow the settings; names of those that were made once still lead to the picture.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`ALTER TABLE media ADD COLUMN former_renditions text[] NOT NULL DEFAULT '{}'`);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE media DROP COLUMN former_renditions');
}
