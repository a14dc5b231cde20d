// Search: full text of posts, pages and comments.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE FUNCTION words_of(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT regexp_replace(html, '<[^>]*>', ' ', 'g') $$;
    ALTER TABLE posts ADD COLUMN words tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', left(title, 10000)), 'A') ||
      setweight(to_tsvector('simple', left(words_of(excerpt), 20000)), 'B') ||
      setweight(to_tsvector('simple', left(words_of(html), 200000)), 'C')
    ) STORED;
    ALTER TABLE comments ADD COLUMN words tsvector GENERATED ALWAYS AS (
      to_tsvector('simple', left(author_name || ' ' || words_of(html), 100000))
    ) STORED;
    CREATE INDEX posts_by_words ON posts USING gin (words);
    CREATE INDEX comments_by_words ON comments USING gin (words);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    ALTER TABLE comments DROP COLUMN words;
    ALTER TABLE posts DROP COLUMN words;
    DROP FUNCTION words_of;
  `);
}
