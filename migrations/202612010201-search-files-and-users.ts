// Search: the words of kept files and the names of users, folded as those of posts are. The background makes them.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE media ADD COLUMN words tsvector;
    CREATE INDEX media_by_words ON media USING gin (words);
    CREATE INDEX media_without_words ON media (id) WHERE words IS NULL;
    ALTER TABLE users ADD COLUMN words tsvector;
    CREATE INDEX users_without_words ON users (id) WHERE words IS NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`ALTER TABLE users DROP COLUMN words; ALTER TABLE media DROP COLUMN words`);
}
