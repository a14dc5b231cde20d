// Media: GIFs that move have a smaller format now, too; those that are here have their turn again.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`UPDATE media SET variants_due = true WHERE mime_type = 'image/gif' AND frames > 1`);
}

export async function down(): Promise<void> {
  // What is due is made; that there is more of it harms nobody.
}
