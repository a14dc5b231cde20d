// 202611301212-linkbacks-idle.ts: claims that nobody sees any more are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX linkbacks_unseen ON linkbacks (checked_at) WHERE comment_id IS NULL AND status <> 'unverified';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX linkbacks_unseen');
}
