// Menus: named lists of links with lines under lines; a line that leads to a post or term goes when that goes.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE menus (
      id serial PRIMARY KEY,
      name text NOT NULL UNIQUE CHECK (name <> '')
    );
    CREATE TABLE menu_items (
      id serial PRIMARY KEY,
      menu_id integer NOT NULL REFERENCES menus ON DELETE CASCADE,
      position integer NOT NULL,
      depth smallint NOT NULL DEFAULT 0 CHECK (depth >= 0),
      kind text NOT NULL CHECK (kind IN ('post', 'term', 'link')),
      post_id integer REFERENCES posts ON DELETE CASCADE,
      term_id integer REFERENCES terms ON DELETE CASCADE,
      title text NOT NULL DEFAULT '',
      url text NOT NULL DEFAULT '',
      CHECK ((kind = 'post') = (post_id IS NOT NULL)),
      CHECK ((kind = 'term') = (term_id IS NOT NULL)),
      CHECK ((kind = 'link') = (url <> ''))
    );
    CREATE INDEX menu_items_menu ON menu_items (menu_id, position);
    CREATE INDEX menu_items_post ON menu_items (post_id) WHERE post_id IS NOT NULL;
    CREATE INDEX menu_items_term ON menu_items (term_id) WHERE term_id IS NOT NULL;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP TABLE menu_items;
    DROP TABLE menus;
  `);
}
