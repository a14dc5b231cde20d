// Linkbacks: how many sources were fetched in each minute, and all claims about one source found together.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE linkback_fetches (
      minute timestamptz PRIMARY KEY,
      fetched integer NOT NULL DEFAULT 1
    );
    CREATE INDEX linkbacks_by_source ON linkbacks (split_part(source, '#', 1));
    CREATE INDEX linkbacks_by_network ON linkbacks ((claimed ->> 'network'), received_at);
    CREATE INDEX linkbacks_by_post_and_date ON linkbacks (post_id, received_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX linkbacks_by_post_and_date;
    DROP INDEX linkbacks_by_network;
    DROP INDEX linkbacks_by_source;
    DROP TABLE linkback_fetches;
  `);
}
