// Search: the words of posts and comments are made by the application, which folds letters of all scripts in one way.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  // No row is written and no index built: what there is stays and is found as before, until the background makes it
  // anew. A row that comes without words gets them as before, too.
  await db.raw(`
    ALTER TABLE posts ALTER COLUMN words DROP EXPRESSION;
    ALTER TABLE comments ALTER COLUMN words DROP EXPRESSION;

    CREATE FUNCTION posts_words_as_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.words := setweight(to_tsvector('simple', folded(left(NEW.title, 10000))), 'A') ||
                   setweight(to_tsvector('simple', words_of(left(NEW.excerpt, 20000))), 'B') ||
                   setweight(to_tsvector('simple', words_of(left(NEW.html, 400000))), 'C');
      RETURN NEW;
    END $$;
    CREATE FUNCTION comments_words_as_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.words := setweight(to_tsvector('simple', folded(left(NEW.author_name, 1000))), 'B') ||
                   setweight(to_tsvector('simple', words_of(left(NEW.html, 200000))), 'D');
      RETURN NEW;
    END $$;
    CREATE TRIGGER posts_words_as_before BEFORE INSERT ON posts
      FOR EACH ROW WHEN (NEW.words IS NULL) EXECUTE FUNCTION posts_words_as_before();
    CREATE TRIGGER comments_words_as_before BEFORE INSERT ON comments
      FOR EACH ROW WHEN (NEW.words IS NULL) EXECUTE FUNCTION comments_words_as_before();
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TRIGGER comments_words_as_before ON comments;
    DROP TRIGGER posts_words_as_before ON posts;
    DROP FUNCTION comments_words_as_before;
    DROP FUNCTION posts_words_as_before;
    ALTER TABLE posts DROP COLUMN words;
    ALTER TABLE comments DROP COLUMN words;
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
