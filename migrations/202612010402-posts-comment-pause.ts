// 202612010402-posts-comment-pause.ts: slow mode: how long one person waits between two comments on a post.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- Seconds; 0 for no more than is asked everywhere.
    ALTER TABLE posts ADD COLUMN comment_pause integer NOT NULL DEFAULT 0 CHECK (comment_pause BETWEEN 0 AND 86400)`);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE posts DROP COLUMN comment_pause');
}
