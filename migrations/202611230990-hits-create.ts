// Hits: real reads of a post, by day.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE hits (
      post_id integer NOT NULL REFERENCES posts ON DELETE CASCADE,
      day date NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (post_id, day)
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE hits;
  `);
}
