// 202611301860-accounts-former-slugs.ts: addresses of authors on the site that they came from.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE former_user_slugs (
      slug text PRIMARY KEY,
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE
    );
    CREATE INDEX former_user_slugs_by_user ON former_user_slugs (user_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE former_user_slugs');
}
