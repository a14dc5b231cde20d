// 202611301010-posts-rest-orders.ts: the orders in which programs list posts are read from an index, however many there are.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX posts_by_modified ON posts (type, modified_at, id);
    CREATE INDEX posts_by_slug_in_order ON posts (type, slug, id);
    CREATE INDEX posts_by_author_in_order ON posts (type, author_id, id);
    CREATE INDEX pages_by_parent_in_order ON posts ((coalesce(parent_id, 0)), id) WHERE type = 'page';
    CREATE INDEX pages_by_menu_order ON posts (menu_order, id) WHERE type = 'page';
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX pages_by_menu_order; DROP INDEX pages_by_parent_in_order; DROP INDEX posts_by_author_in_order;
    DROP INDEX posts_by_slug_in_order; DROP INDEX posts_by_modified;
  `);
}
