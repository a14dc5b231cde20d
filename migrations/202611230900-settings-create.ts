// Settings: one row a value that differs from its declared default.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE settings (
      name text PRIMARY KEY,
      value jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE settings;
  `);
}
