// Media: pictures are kept in smaller formats besides, for browsers that read them.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE media
      ADD COLUMN variants jsonb NOT NULL DEFAULT '[]',
      -- Whether they are still to be made, as for what is here already.
      ADD COLUMN variants_due boolean NOT NULL DEFAULT true;
    CREATE INDEX media_variants_due ON media (id) WHERE variants_due;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('ALTER TABLE media DROP COLUMN variants_due, DROP COLUMN variants');
}
