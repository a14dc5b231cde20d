// The picture of a user, shown where their name is.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE users ADD COLUMN picture_media_id integer REFERENCES media ON DELETE SET NULL;
    CREATE INDEX users_by_picture ON users (picture_media_id) WHERE picture_media_id IS NOT NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`ALTER TABLE users DROP COLUMN picture_media_id;`);
}
