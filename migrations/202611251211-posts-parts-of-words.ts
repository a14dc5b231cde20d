// Posts: the admin's lists by parts of words, where the server has trigrams to offer, and by comments.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  // pg_trgm comes with PostgreSQL and is trusted: who may create in the database may have it. Where it is missing or
  // refused, the search reads all texts, as it did before.
  await db.raw(`
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX posts_by_parts ON posts USING gin (title gin_trgm_ops, content gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
      RAISE NOTICE 'no trigrams here: %', SQLERRM;
    END $$;
    CREATE INDEX posts_desk_by_comments ON posts (type, comment_count DESC, id DESC);
  `);
}

export async function down(db: Database): Promise<void> {
  // The extension stays: it may have been there before.
  await db.raw(`DROP INDEX IF EXISTS posts_by_parts; DROP INDEX posts_desk_by_comments;`);
}
