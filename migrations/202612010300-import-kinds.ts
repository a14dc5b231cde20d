// Import: from which system a file comes, where the old site was, and a ZIP file of its uploads.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE imports ADD COLUMN kind text NOT NULL DEFAULT 'wordpress',
                        ADD COLUMN address text NOT NULL DEFAULT '',
                        ADD COLUMN uploads_file text;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE imports DROP COLUMN kind, DROP COLUMN address, DROP COLUMN uploads_file');
}
