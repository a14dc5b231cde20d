// Posts: who is writing which post just now.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE post_locks (
      post_id integer PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      screen text NOT NULL,
      locked_at timestamptz NOT NULL
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE post_locks;
  `);
}
