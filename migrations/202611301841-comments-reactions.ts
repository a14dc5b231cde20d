// 202611301841-comments-reactions.ts: what readers feel about a comment, and what moderators pick.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE comments
      -- How many chose each sign; kept by whoever writes comment_reactions.
      ADD COLUMN reactions jsonb NOT NULL DEFAULT '{}',
      -- How surely readers find it helpful, from 0 to 1: the lower bound of Wilson's interval.
      ADD COLUMN helpful real NOT NULL DEFAULT 0,
      ADD COLUMN pinned_at timestamptz,
      ADD COLUMN featured_at timestamptz;
    CREATE INDEX comments_pinned ON comments (post_id, pinned_at) WHERE pinned_at IS NOT NULL;

    CREATE TABLE comment_reactions (
      comment_id integer NOT NULL REFERENCES comments ON DELETE CASCADE,
      -- 'user 5', or 'browser' and the SHA-256 of its key: one reaction each.
      person text NOT NULL,
      reaction text NOT NULL,
      reacted_at timestamptz NOT NULL,
      PRIMARY KEY (comment_id, person)
    );
    CREATE INDEX comment_reactions_of_person ON comment_reactions (person);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE comment_reactions;
    ALTER TABLE comments
      DROP COLUMN featured_at, DROP COLUMN pinned_at, DROP COLUMN helpful, DROP COLUMN reactions;
  `);
}
