// Posts: the admin's lists far back, read from the index alone, and by title; what came out last, posts and pages.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX posts_desk; DROP INDEX posts_desk_of_author;
    CREATE INDEX posts_desk ON posts (type, (coalesce(published_at, modified_at)) DESC, id DESC)
      INCLUDE (status, published_at, modified_at);
    CREATE INDEX posts_desk_of_author
        ON posts (type, author_id, (coalesce(published_at, modified_at)) DESC, id DESC)
      INCLUDE (status, published_at, modified_at);
    CREATE INDEX posts_desk_by_title ON posts (type, left(lower(title), 200), id);
    CREATE INDEX posts_latest ON posts (status, published_at DESC, id DESC);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX posts_latest; DROP INDEX posts_desk_by_title; DROP INDEX posts_desk_of_author; DROP INDEX posts_desk;
    CREATE INDEX posts_desk ON posts (type, (coalesce(published_at, modified_at)) DESC, id DESC);
    CREATE INDEX posts_desk_of_author
        ON posts (type, author_id, (coalesce(published_at, modified_at)) DESC, id DESC);
  `);
}
