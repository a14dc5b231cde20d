// 202612010403-comments-names.ts: whose a name is, and which comments bear the name of somebody else.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- Its name, or one that looks like it, was somebody else's when it came.
    ALTER TABLE comments ADD COLUMN is_namesake boolean NOT NULL DEFAULT false;

    CREATE TABLE comment_names (
      -- What names that look alike have in common (comments/names/name-key.ts).
      name_key text PRIMARY KEY,
      -- Who had the first approved comment under it: an account, or a browser by the SHA-256 of its key.
      user_id integer REFERENCES users ON DELETE CASCADE,
      browser_key_hash text,
      comment_id integer REFERENCES comments ON DELETE SET NULL,
      owned_since timestamptz NOT NULL,
      CHECK (user_id IS NOT NULL OR browser_key_hash IS NOT NULL)
    );
    CREATE INDEX comment_names_of_user ON comment_names (user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX comment_names_of_browser ON comment_names (browser_key_hash) WHERE browser_key_hash IS NOT NULL;
    CREATE INDEX comment_names_by_comment ON comment_names (comment_id) WHERE comment_id IS NOT NULL;

    -- Their names are compared with those that guests give.
    CREATE INDEX users_of_staff ON users (id) WHERE role IN ('administrator', 'editor', 'author');
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX users_of_staff;
    DROP TABLE comment_names;
    ALTER TABLE comments DROP COLUMN is_namesake;
  `);
}
