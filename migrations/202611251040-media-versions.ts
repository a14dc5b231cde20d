// Media: a file may be edited or replaced under its address; what it was at first is kept.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE media
      -- Counts how often the bytes under the address have become others; renditions carry it in their names.
      ADD COLUMN version integer NOT NULL DEFAULT 1,
      -- Storage key of the file as it was before its first edit.
      ADD COLUMN original_file text;
    CREATE INDEX posts_by_featured_media ON posts (featured_media_id) WHERE featured_media_id IS NOT NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX posts_by_featured_media;
    ALTER TABLE media DROP COLUMN original_file, DROP COLUMN version;
  `);
}
