// Linkbacks: what was told outlives its post, so that the others hear that it is gone; replies go back, too.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE sent_linkbacks
      DROP CONSTRAINT sent_linkbacks_post_id_fkey,
      DROP CONSTRAINT sent_linkbacks_post_id_target_key,
      -- 0: the post itself.
      ADD COLUMN comment_id integer NOT NULL DEFAULT 0,
      ADD UNIQUE (post_id, target, comment_id);
    CREATE INDEX sent_linkbacks_by_source ON sent_linkbacks (source);
    CREATE INDEX sent_linkbacks_by_comment ON sent_linkbacks (comment_id) WHERE comment_id <> 0;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DELETE FROM sent_linkbacks WHERE comment_id <> 0 OR NOT EXISTS (SELECT 1 FROM posts WHERE posts.id = post_id);
    DROP INDEX sent_linkbacks_by_comment;
    DROP INDEX sent_linkbacks_by_source;
    ALTER TABLE sent_linkbacks
      DROP CONSTRAINT sent_linkbacks_post_id_target_comment_id_key,
      DROP COLUMN comment_id,
      ADD UNIQUE (post_id, target),
      ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE;
  `);
}
