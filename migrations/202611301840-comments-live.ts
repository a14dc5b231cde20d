// 202611301840-comments-live.ts: what changed in a conversation since a reader looked, for open pages.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- How often what readers see of a post's comments has changed.
    CREATE TABLE comment_versions (
      post_id integer PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
      version integer NOT NULL
    );

    -- Which comment each change was about, for a day: only of comments that readers see, or saw until then.
    CREATE TABLE comment_changes (
      post_id integer NOT NULL REFERENCES posts ON DELETE CASCADE,
      version integer NOT NULL,
      -- It may be gone.
      comment_id integer NOT NULL,
      changed_at timestamptz NOT NULL,
      PRIMARY KEY (post_id, version)
    );
    CREATE INDEX comment_changes_by_time ON comment_changes (changed_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE comment_changes, comment_versions');
}
