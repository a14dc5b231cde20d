// Linkbacks: where a sent linkback went, and how often it was tried.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE sent_linkbacks
      ADD COLUMN endpoint text,
      ADD COLUMN tries integer NOT NULL DEFAULT 0;
    -- So far a trackback was always sent to an address that the author gave.
    UPDATE sent_linkbacks SET endpoint = target WHERE protocol = 'trackback';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE sent_linkbacks
      DROP COLUMN endpoint,
      DROP COLUMN tries;
  `);
}
