// 202612011302-comments-in-conversation.ts: what stands in a conversation, and in which order, is read from an index alone.
import type { Database } from '../src/base/database/database.ts';

// Not CONCURRENTLY: that waits for all other transactions, and so for a process that waits for these migrations.
export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX comments_in_conversation
        ON comments (post_id, posted_at, id) INCLUDE (parent_id, helpful, type, shown_as, status)
     WHERE status IN ('approve', 'removed')`);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX comments_in_conversation');
}
