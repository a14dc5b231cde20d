// Embeds: what is known of a link beyond its address.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE embeds (
      url text PRIMARY KEY,
      status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'ready', 'failed')),
      kind text NOT NULL DEFAULT 'link',
      provider text NOT NULL DEFAULT '',
      title text NOT NULL DEFAULT '',
      author text NOT NULL DEFAULT '',
      author_url text NOT NULL DEFAULT '',
      description text NOT NULL DEFAULT '',
      poster_media_id integer REFERENCES media ON DELETE SET NULL,
      width integer,
      height integer,
      error text,
      attempts integer NOT NULL DEFAULT 0,
      asked_at timestamptz NOT NULL DEFAULT now(),
      fetched_at timestamptz,
      -- A service that was asked too often (429, 503) rests until then.
      rests_until timestamptz
    );
    CREATE INDEX embeds_resting ON embeds (provider, rests_until) WHERE rests_until IS NOT NULL;
    CREATE INDEX embeds_by_poster ON embeds (poster_media_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE embeds;
  `);
}
