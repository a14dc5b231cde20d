// Passkeys: keys of devices that open an account without a password (WebAuthn).
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE passkeys (
      -- What the device calls the key, base64url.
      id text PRIMARY KEY,
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      -- What devices know the user by: random, the same for all keys of one user.
      user_handle text NOT NULL,
      name text NOT NULL,
      public_key bytea NOT NULL,
      counter bigint NOT NULL DEFAULT 0,
      transports jsonb NOT NULL DEFAULT '[]',
      created_at timestamptz NOT NULL,
      last_used_at timestamptz
    );
    CREATE INDEX passkeys_by_user ON passkeys (user_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`DROP TABLE passkeys;`);
}
