// Posts: one autosave a post and author.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE UNIQUE INDEX revisions_autosave ON revisions (post_id, author_id) WHERE kind = 'autosave';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX revisions_autosave;
  `);
}
