// Embeds of any page, looked at again as their age tells: what was seen, when the next look is due, since when it is gone.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE embeds
      ADD site_name text NOT NULL DEFAULT '',
      ADD icon_media_id integer REFERENCES media ON DELETE SET NULL,
      -- Where the poster came from: another address is another picture.
      ADD poster_url text NOT NULL DEFAULT '',
      -- A frame that the page or its provider named, on their own host.
      ADD frame_url text NOT NULL DEFAULT '',
      -- Good answers so far, from which the next pause follows.
      ADD looks integer NOT NULL DEFAULT 0,
      ADD due_at timestamptz,
      ADD failing_since timestamptz,
      ADD gone_at timestamptz,
      ADD archive_url text NOT NULL DEFAULT '';
    CREATE INDEX embeds_due ON embeds (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX embeds_by_icon ON embeds (icon_media_id);
    UPDATE embeds SET looks = 1, due_at = fetched_at + interval '7 days'
     WHERE status = 'ready' AND fetched_at IS NOT NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE embeds
      DROP site_name, DROP icon_media_id, DROP poster_url, DROP frame_url, DROP looks,
      DROP due_at, DROP failing_since, DROP gone_at, DROP archive_url;
  `);
}
