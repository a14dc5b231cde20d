// Search: full text of posts, pages and comments, without regard to case and accents.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  // Accents are folded by Unicode's own decomposition, which every server has; the extension unaccent may be refused.
  await db.raw(`
    CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT replace(translate(regexp_replace(normalize(lower(words), NFKD), '[\\u0300-\\u036f]', '', 'g'),
           'øłđı', 'oldi'), 'ß', 'ss') $$;
    CREATE FUNCTION words_of(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT folded(regexp_replace(html, '<[^>]*>', ' ', 'g')) $$;
    ALTER TABLE posts ADD COLUMN words tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', folded(left(title, 10000))), 'A') ||
      setweight(to_tsvector('simple', words_of(left(excerpt, 20000))), 'B') ||
      setweight(to_tsvector('simple', words_of(left(html, 400000))), 'C')
    ) STORED;
    ALTER TABLE comments ADD COLUMN words tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', folded(left(author_name, 1000))), 'B') ||
      setweight(to_tsvector('simple', words_of(left(html, 200000))), 'D')
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
    DROP FUNCTION folded;
  `);
}
