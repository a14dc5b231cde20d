// 202612011305-comments-passages.ts: finds the comments on a passage of a post: for its page, and when its text changes.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX comments_on_passages ON comments (post_id, status, id)
     WHERE jsonb_exists(meta, '_quillback_annotation')
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX comments_on_passages');
}
