// 202612010404-comments-appeals.ts: whoever wrote a comment that is spam or in the Trash may ask once for another look.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- When its author asked for another look, while that waits for an answer; kept by whoever writes comment_appeals.
    ALTER TABLE comments ADD COLUMN appealed_at timestamptz;
    CREATE INDEX comments_appealed ON comments (status, posted_at DESC, id DESC) WHERE appealed_at IS NOT NULL;

    CREATE TABLE comment_appeals (
      comment_id integer PRIMARY KEY REFERENCES comments ON DELETE CASCADE,
      words text NOT NULL,
      asked_at timestamptz NOT NULL,
      -- When a moderator acted, and by which press of a button: undone with it.
      answered_at timestamptz,
      batch uuid
    );
    CREATE INDEX comment_appeals_by_batch ON comment_appeals (batch) WHERE batch IS NOT NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE comment_appeals;
    DROP INDEX comments_appealed;
    ALTER TABLE comments DROP COLUMN appealed_at;
  `);
}
