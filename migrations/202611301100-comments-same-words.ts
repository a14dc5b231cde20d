// Comments: finds the same words under a post without reading its whole conversation.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw('CREATE INDEX comments_same_words ON comments (post_id, md5(content))');
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX comments_same_words');
}
