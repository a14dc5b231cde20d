// Media: uploads that come in parts and may go on where they stopped.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE partial_uploads (
      id uuid PRIMARY KEY,
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      -- Name among the waiting files; how many bytes have come is how long that file is.
      file text NOT NULL UNIQUE,
      name text NOT NULL,
      byte_size bigint NOT NULL,
      -- What else the browser knows the file by, so that choosing it again goes on with it.
      mark text NOT NULL DEFAULT '',
      -- What became of it; asking again for the end of an upload gives the same file.
      media_id integer REFERENCES media ON DELETE CASCADE,
      touched_at timestamptz NOT NULL
    );
    CREATE INDEX partial_uploads_by_user ON partial_uploads (user_id, touched_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE partial_uploads');
}
