// 202612011302-comments-in-conversation.ts: what stands in a conversation, and in which order, is read from an index alone.
import type { Database } from '../src/base/database/database.ts';

// While it is built comments are read and written (CONCURRENTLY): about a second for 100,000 of them.
export const config = { transaction: false };

export async function up(db: Database): Promise<void> {
  await db.raw(`DROP INDEX IF EXISTS comments_in_conversation`);
  await db.raw(`
    CREATE INDEX CONCURRENTLY comments_in_conversation
        ON comments (post_id, posted_at, id) INCLUDE (parent_id, helpful, type, shown_as, status)
     WHERE status IN ('approve', 'removed')`);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX comments_in_conversation');
}
