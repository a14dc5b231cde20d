// 202611301214-media-idle.ts: pictures with variants, and uploads that rest, are found without reading the others.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX media_variants_due;
    CREATE INDEX media_variants_due ON media (id)
      WHERE variants_due AND status = 'ready' AND file IS NOT NULL AND mime_type LIKE 'image/%';
    CREATE INDEX media_with_variants ON media (id) WHERE variants <> '[]' AND file IS NOT NULL;
    CREATE INDEX partial_uploads_by_date ON partial_uploads (touched_at);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX partial_uploads_by_date; DROP INDEX media_with_variants; DROP INDEX media_variants_due;
    CREATE INDEX media_variants_due ON media (id) WHERE variants_due;
  `);
}
