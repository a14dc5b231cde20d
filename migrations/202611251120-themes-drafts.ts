// Themes: what somebody chose under Customize and has not published; one draft a user.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE theme_drafts (
      user_id integer PRIMARY KEY REFERENCES users ON DELETE CASCADE,
      stylesheet text NOT NULL,
      mods jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE theme_drafts;
  `);
}
