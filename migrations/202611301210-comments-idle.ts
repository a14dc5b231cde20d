// 202611301210-comments-idle.ts: the few comments that daily work is about are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX comments_unrendered ON comments (id) WHERE html_version = 0;
    CREATE INDEX comments_with_address ON comments (posted_at) WHERE author_ip <> '';
    CREATE INDEX comments_in_spam ON comments ((coalesce(status_changed_at, posted_at)), id) WHERE status = 'spam';
    CREATE INDEX comments_in_trash ON comments ((coalesce(status_changed_at, posted_at)), id) WHERE status = 'trash';
    CREATE INDEX comments_by_photo ON comments ((meta #>> '{author_photo,0}'))
      WHERE type = 'webmention' AND status IN ('approve', 'hold');
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX comments_by_photo; DROP INDEX comments_in_trash; DROP INDEX comments_in_spam; DROP INDEX comments_with_address;
    DROP INDEX comments_unrendered;
  `);
}
