// Search: cuts words of more than a hundred letters. To_tsvector takes time by the square of a word with underscores in it.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(String.raw`
    CREATE OR REPLACE FUNCTION words_of(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT regexp_replace(folded(regexp_replace(html, '<[^>]*>', ' ', 'g')), '(\w{100})', '\1 ', 'g') $$
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    CREATE OR REPLACE FUNCTION words_of(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT folded(regexp_replace(html, '<[^>]*>', ' ', 'g')) $$
  `);
}
