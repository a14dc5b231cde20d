// posts/queries/pages.ts: pages as readers walk through them, and as their owner orders them.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';
import { filtered, type PostListFilter } from './list.ts';

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

export type PageInOrder = Pick<Post, 'id' | 'parent_id' | 'title' | 'menu_order'>;

/** All pages that a list holds, in the owner's order, for making a tree of them; 20,000 at most. */
export function pagesInOrder(db: Database, filter: PostListFilter): Promise<PageInOrder[]> {
  return filtered(db, filter)
    .orderBy(['menu_order', 'title', 'id'])
    .limit(20_000)
    .select('id', 'parent_id', 'title', 'menu_order');
}

/** Lines up those who order pages until the transaction ends: two at once would not see each other. */
export async function lockPageOrder(db: Database): Promise<void> {
  await db.raw(`SELECT pg_advisory_xact_lock(hashtext('quillback page order'))`);
}

/** The ids of the pages right under a page, or of the topmost ones, in their order; the trash left out. */
export async function pagesUnder(db: Database, parent_id: number | null): Promise<number[]> {
  const rows = await db<Post>('posts')
    .where({ type: 'page', parent_id })
    .whereNot({ status: 'trash' })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(20_000)
    .select('id');
  return rows.map(({ id }) => id);
}

/** Numbers pages from 1, in the order of their ids as given. */
export async function orderPages(db: Database, ids: number[]): Promise<void> {
  await db.raw(
    `UPDATE posts SET menu_order = number
       FROM unnest(:ids::int[]) WITH ORDINALITY AS ordered (id, number)
      WHERE posts.id = ordered.id AND menu_order <> number`,
    { ids },
  );
}

/** The pages right under these that are not among them. */
export async function childrenOf(
  db: Database,
  parent_ids: number[],
): Promise<Pick<Post, 'id' | 'type' | 'title' | 'slug' | 'status' | 'published_at'>[]> {
  return db<Post>('posts')
    .where({ type: 'page' })
    .whereIn('parent_id', parent_ids)
    .whereNotIn('id', parent_ids)
    .orderBy('id')
    .limit(10_000)
    .forUpdate()
    .select('id', 'type', 'title', 'slug', 'status', 'published_at');
}

/** Moves pages to the top, each to its slug. */
export async function raisePages(db: Database, pages: Pick<Post, 'id' | 'slug'>[]): Promise<void> {
  await db.raw(
    `UPDATE posts SET parent_id = NULL, slug = raised.slug
       FROM json_to_recordset(:pages::json) AS raised (id int, slug text) WHERE posts.id = raised.id`,
    { pages: JSON.stringify(pages) },
  );
}

/** Pages for a choice in settings. */
export function publishedPages(db: Database): Promise<Pick<Post, 'id' | 'title'>[]> {
  return db<Post>('posts')
    .where({ type: 'page', status: 'publish' })
    .orderBy(['menu_order', 'title', 'id'])
    .limit(2000)
    .select('id', 'title');
}
