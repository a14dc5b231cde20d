// Terms: what a category or a tag was once called, so that old links lead to it.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE former_terms (
      taxonomy text NOT NULL,
      slug text NOT NULL,
      term_id integer NOT NULL REFERENCES terms ON DELETE CASCADE,
      -- The number of a term that became part of this one; its address without permalinks held it.
      former_id integer,
      PRIMARY KEY (taxonomy, slug)
    );
    CREATE INDEX former_terms_by_term ON former_terms (term_id);
    CREATE INDEX former_terms_by_id ON former_terms (former_id);
    -- The admin's lists, by name and by use.
    CREATE INDEX terms_by_name ON terms (taxonomy, name, id);
    CREATE INDEX terms_by_count ON terms (taxonomy, post_count, id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX terms_by_count; DROP INDEX terms_by_name; DROP TABLE former_terms;
  `);
}
