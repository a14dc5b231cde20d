// Media: the files of one user are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw('CREATE INDEX media_by_uploader ON media (uploaded_by) WHERE uploaded_by IS NOT NULL');
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX media_by_uploader');
}
