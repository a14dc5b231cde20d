// menus/queries.ts: all the SQL about menus and their lines.
import type { Database } from '../base/database/database.ts';
import { literalInLike } from '../base/database/like.ts';
import type { Post } from '../posts/post.ts';
import type { Term } from '../terms/term.ts';
import { mostItems, type Menu, type MenuItem } from './menu.ts';

export function allMenus(db: Database): Promise<Menu[]> {
  return db<Menu>('menus').orderBy(['name', 'id']).limit(200);
}

export function findMenu(db: Database, id: number): Promise<Menu | undefined> {
  return db<Menu>('menus').where({ id }).first();
}

/** @returns undefined when another menu has the name */
export async function insertMenu(db: Database, name: string): Promise<Menu | undefined> {
  const [menu] = await db<Menu>('menus').insert({ name }).onConflict('name').ignore().returning('*');
  return menu;
}

/** Whether the menu has the name now; another one may have it. */
export async function renameMenu(db: Database, id: number, name: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `UPDATE menus SET name = :name
      WHERE id = :id AND NOT EXISTS (SELECT FROM menus AS other WHERE other.name = :name AND other.id <> :id)
      RETURNING id`,
    { id, name },
  );
  return rows.length > 0;
}

export async function deleteMenu(db: Database, id: number): Promise<void> {
  await db<Menu>('menus').where({ id }).delete();
}

/** Lines up those who change a menu until the transaction ends; undefined when there is no such menu. */
export function lockMenu(db: Database, id: number): Promise<Menu | undefined> {
  return db<Menu>('menus').where({ id }).forUpdate().first();
}

export function itemsOf(db: Database, menu_id: number): Promise<MenuItem[]> {
  return db<MenuItem>('menu_items').where({ menu_id }).orderBy(['position', 'id']).limit(mostItems);
}

export function findItem(db: Database, id: number): Promise<MenuItem | undefined> {
  return db<MenuItem>('menu_items').where({ id }).first();
}

/** @returns their ids, in the order given */
export async function insertItems(db: Database, items: Omit<MenuItem, 'id'>[]): Promise<number[]> {
  if (!items.length) return [];
  const rows = await db<MenuItem>('menu_items')
    .insert(items as MenuItem[])
    .returning('id');
  return rows.map(({ id }) => id);
}

export async function updateItem(
  db: Database,
  { id, menu_id, title, url }: Pick<MenuItem, 'id' | 'menu_id' | 'title' | 'url'>,
): Promise<void> {
  await db<MenuItem>('menu_items').where({ id, menu_id }).update({ title, url });
}

export async function deleteItem(db: Database, menu_id: number, id: number): Promise<void> {
  await db<MenuItem>('menu_items').where({ id, menu_id }).delete();
}

/** Numbers lines from 1 in the order given, and sets how deep they stand. */
export async function placeItems(db: Database, items: Pick<MenuItem, 'id' | 'depth'>[]): Promise<void> {
  await db.raw(
    `UPDATE menu_items SET position = number, depth = given.depth
       FROM unnest(:ids::int[], :depths::int[]) WITH ORDINALITY AS given (id, depth, number)
      WHERE menu_items.id = given.id`,
    { ids: items.map(({ id }) => id), depths: items.map(({ depth }) => depth) },
  );
}

type Target = Pick<Post, 'type' | 'status' | 'slug' | 'published_at' | 'author_id'> & {
  post_title: string;
  parent_id: number | null;
};
type TargetTerm = Pick<Term, 'taxonomy' | 'name'> & { term_slug: string; term_parent_id: number | null };

/** A line with what it leads to; columns of the post are null when it leads to none. */
export type TargetedItem = MenuItem & { [Field in keyof Target]: Target[Field] | null } & {
  [Field in keyof TargetTerm]: TargetTerm[Field] | null;
};

/** The lines of several menus with their targets, public or not. */
export async function targetedItems(db: Database, menu_ids: number[]): Promise<TargetedItem[]> {
  const { rows } = await db.raw<{ rows: TargetedItem[] }>(
    `SELECT menu_items.*,
            posts.type, posts.status, posts.slug, posts.title AS post_title, posts.published_at,
            posts.author_id, posts.parent_id,
            terms.taxonomy, terms.name, terms.slug AS term_slug, terms.parent_id AS term_parent_id
       FROM menu_items
       LEFT JOIN posts ON posts.id = post_id
       LEFT JOIN terms ON terms.id = term_id
      WHERE menu_id = ANY(:menu_ids)
      ORDER BY menu_id, position, menu_items.id
      LIMIT 2000`,
    { menu_ids },
  );
  return rows;
}

export type Choosable = Pick<Post, 'id' | 'title'>;

/** Public posts or pages that a menu may lead to; with words only those whose titles hold them. */
export function choosablePosts(
  db: Database,
  type: 'post' | 'page',
  words: string,
  limit: number,
): Promise<Choosable[]> {
  const query = db<Post>('posts').where({ type, status: 'publish' });
  if (words) void query.whereILike('title', `%${literalInLike(words)}%`);
  return query
    .orderByRaw(type === 'page' ? 'menu_order, title, id' : 'published_at DESC, id DESC')
    .limit(limit)
    .select('id', 'title');
}

/** Terms that a menu may lead to, those with most posts first. */
export function choosableTerms(
  db: Database,
  taxonomy: 'category' | 'post_tag',
  words: string,
  limit: number,
): Promise<Pick<Term, 'id' | 'name'>[]> {
  const query = db<Term>('terms').where({ taxonomy });
  if (words) void query.whereILike('name', `%${literalInLike(words)}%`);
  return query
    .orderBy([{ column: 'post_count', order: 'desc' }, 'name', 'id'])
    .limit(limit)
    .select('id', 'name');
}

/** Those of the ids that posts or pages have. */
export function postIdsAmong(db: Database, ids: number[]): Promise<number[]> {
  return db<Post>('posts')
    .whereIn('type', ['post', 'page'])
    .whereIn('id', ids)
    .orderBy('id')
    .limit(200)
    .pluck('id');
}

export function termIdsAmong(db: Database, ids: number[]): Promise<number[]> {
  return db<Term>('terms')
    .whereIn('taxonomy', ['category', 'post_tag'])
    .whereIn('id', ids)
    .orderBy('id')
    .limit(200)
    .pluck('id');
}
