// Posts and comments: what feeds, lists, pages and searches take from a text, made when it is stored, not at each visit.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  // Without defaults no row is written: the background makes them for texts that were there before.
  await db.raw(`
    ALTER TABLE posts
      ADD COLUMN plain text, ADD COLUMN plain_excerpt text, ADD COLUMN feed_html text,
      ADD COLUMN teaser_html text, ADD COLUMN teaser_more text, ADD COLUMN pages text[];
    ALTER TABLE comments ADD COLUMN plain text, ADD COLUMN feed_html text;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE comments DROP COLUMN feed_html, DROP COLUMN plain;
    ALTER TABLE posts
      DROP COLUMN pages, DROP COLUMN teaser_more, DROP COLUMN teaser_html,
      DROP COLUMN feed_html, DROP COLUMN plain_excerpt, DROP COLUMN plain;
  `);
}
