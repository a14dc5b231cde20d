// 202611301211-posts-idle.ts: the few posts that regular work is about are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX posts_unrendered ON posts (id) WHERE html_version = 0;
    CREATE INDEX posts_in_trash ON posts (type, trashed_at) WHERE status = 'trash';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX posts_in_trash; DROP INDEX posts_unrendered');
}
