// Application passwords: one for each program that acts in a user's name.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE application_passwords (
      uuid uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      -- What the program calls itself, a UUID; empty when a person made the password.
      app_id text NOT NULL DEFAULT '',
      name text NOT NULL,
      hash text NOT NULL,
      created_at timestamptz NOT NULL,
      last_used_at timestamptz,
      last_ip text,
      UNIQUE (user_id, hash)
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`DROP TABLE application_passwords;`);
}
