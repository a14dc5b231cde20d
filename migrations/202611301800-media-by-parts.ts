// 202611301800-media-by-parts.ts: kept files by parts of their words, where the server has trigrams to offer.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  // Where pg_trgm is missing or refused, a search reads the words of all files, as it did before.
  await db.raw(`
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX media_by_parts ON media
        USING gin (name gin_trgm_ops, title gin_trgm_ops, caption gin_trgm_ops, description gin_trgm_ops,
                   alternative_text gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
      RAISE NOTICE 'no trigrams here: %', SQLERRM;
    END $$;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`DROP INDEX IF EXISTS media_by_parts`);
}
