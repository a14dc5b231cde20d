// posts/queries/pages.ts: pages as readers walk through them: navigation and children.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export type ListedPage = Pick<
  Post,
  'id' | 'type' | 'status' | 'slug' | 'title' | 'published_at' | 'author_id' | 'parent_id'
>;

/** Public pages right under a page, or the topmost ones, in the owner's order. */
export function listPages(db: Database, parent_id: number | null, limit = 50): Promise<ListedPage[]> {
  return db<Post>('posts')
    .where({ type: 'page', status: 'publish', parent_id })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(limit)
    .select('id', 'type', 'status', 'slug', 'title', 'published_at', 'author_id', 'parent_id');
}

/** A page that everybody may read. */
export function findPublicPage(db: Database, id: number): Promise<ListedPage | undefined> {
  return db<Post>('posts')
    .where({ id, type: 'page', status: 'publish' })
    .first('id', 'type', 'status', 'slug', 'title', 'published_at', 'author_id', 'parent_id');
}
