// The second factor of signing in, and the codes for those who lost it; apart from the users, who are often read whole.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE two_factors (
      user_id integer PRIMARY KEY REFERENCES users ON DELETE CASCADE,
      secret text NOT NULL,
      -- Empty until a first code has shown that the app is set up.
      confirmed_at timestamptz,
      -- The step of time whose code was taken last: no code is taken twice.
      last_step bigint NOT NULL DEFAULT 0
    );

    -- Each is good once; only its hash is kept.
    CREATE TABLE recovery_codes (
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      hash text NOT NULL,
      PRIMARY KEY (user_id, hash)
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`DROP TABLE recovery_codes; DROP TABLE two_factors;`);
}
