// site/discovery/queries.ts: the newest posts and the pages, for a guide to the site.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../../posts/post.ts';

/** What the guide says of a post. */
export type GuidePost = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'title' | 'published_at' | 'author_id' | 'parent_id'
> & {
  /** The beginning of its words. */
  words: string;
};

const columns = `id, type, status, slug, title, published_at, author_id, parent_id,
  left(coalesce(nullif(plain_excerpt, ''), plain, ''), 2000) AS words`;

/** Public posts without a password, the newest first. */
export async function guidePosts(db: Database, limit: number): Promise<GuidePost[]> {
  const { rows } = await db.raw<{ rows: GuidePost[] }>(
    `SELECT ${columns} FROM posts WHERE type = 'post' AND status = 'publish' AND password = ''
      ORDER BY published_at DESC, id DESC LIMIT :limit`,
    { limit },
  );
  return rows;
}

/** Public pages without a password at the top of the tree, in their order. */
export async function guidePages(db: Database, limit: number): Promise<GuidePost[]> {
  const { rows } = await db.raw<{ rows: GuidePost[] }>(
    `SELECT ${columns} FROM posts
      WHERE type = 'page' AND status = 'publish' AND parent_id IS NULL AND password = ''
      ORDER BY menu_order, title, id LIMIT :limit`,
    { limit },
  );
  return rows;
}
