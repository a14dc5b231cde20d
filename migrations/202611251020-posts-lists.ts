// Posts: the admin's lists by date, for all and for one author, and the counts of their views.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX posts_desk ON posts (type, (coalesce(published_at, modified_at)) DESC, id DESC);
    CREATE INDEX posts_desk_of_author
        ON posts (type, author_id, (coalesce(published_at, modified_at)) DESC, id DESC);
    -- The counts are read from the index alone.
    CREATE INDEX posts_counted ON posts (type, status, author_id, is_sticky);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX posts_counted; DROP INDEX posts_desk_of_author; DROP INDEX posts_desk;
  `);
}
