// Linkbacks: what a webmention is (a reply, a like …), and a seal of the words it brought.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE linkbacks
      ADD COLUMN mention_type text CHECK (mention_type IN ('mention', 'reply', 'like', 'repost', 'bookmark')),
      ADD COLUMN written text;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE linkbacks
      DROP COLUMN mention_type,
      DROP COLUMN written;
  `);
}
