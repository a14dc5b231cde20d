// 202612010101-media-former-stems.ts: addresses of deleted files, which no other file gets: browsers may still show the old one there.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE former_media_stems (
      -- A storage key without its extension, of a file whose address had the words of its name.
      file_stem text PRIMARY KEY
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE former_media_stems');
}
