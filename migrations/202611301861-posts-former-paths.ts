// 202611301861-posts-former-paths.ts: whole addresses that posts and files had on the site that they came from.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE TABLE former_paths (
      -- As keyOfPath writes it: decoded, without a slash at the end, with the query that names a post.
      path text PRIMARY KEY,
      post_id integer REFERENCES posts ON DELETE CASCADE,
      media_id integer REFERENCES media ON DELETE CASCADE,
      CHECK (num_nonnulls(post_id, media_id) = 1)
    );
    CREATE INDEX former_paths_by_post ON former_paths (post_id);
    CREATE INDEX former_paths_by_media ON former_paths (media_id);
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP TABLE former_paths');
}
