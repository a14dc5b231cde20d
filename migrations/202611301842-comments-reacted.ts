// 202611301842-comments-reacted.ts: finds the comments that somebody reacted to, when the site offers other reactions.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`CREATE INDEX comments_reacted ON comments (id) WHERE reactions <> '{}'`);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX comments_reacted');
}
