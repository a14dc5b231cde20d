// menus/change-items.ts: lines of a menu are added, moved, renamed, removed; one change at a time.
import { badRequest, notFound } from '../base/errors.ts';
import type { Database } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import type { AddedItems } from './form.ts';
import { mostItems, tidied, type MenuItem } from './menu.ts';
import { placed, type Place } from './place.ts';
import {
  insertItems,
  itemsOf,
  lockMenu,
  placeItems,
  postIdsAmong,
  termIdsAmong,
  updateItem,
} from './queries.ts';

/** Adds lines at the end of a menu. @returns how many @throws HttpError 400 when there would be too many */
export async function addItems(blog: Blog, menu_id: number, added: AddedItems): Promise<number> {
  return changing(blog, menu_id, async (db, items) => {
    const [posts, terms] = [await postIdsAmong(db, added.posts), await termIdsAmong(db, added.terms)];
    const none = { menu_id, depth: 0, post_id: null, term_id: null, title: '', url: '' };
    const rows = [
      ...posts.map((post_id) => ({ ...none, kind: 'post' as const, post_id })),
      ...terms.map((term_id) => ({ ...none, kind: 'term' as const, term_id })),
      ...(added.link ? [{ ...none, kind: 'link' as const, ...added.link }] : []),
    ];
    if (items.length + rows.length > mostItems) throw badRequest(`A menu holds at most ${mostItems} lines.`);
    const last = items.at(-1)?.position ?? 0;
    await insertItems(
      db,
      rows.map((row, index) => ({ ...row, position: last + index + 1 })),
    );
    return rows.length;
  });
}

/**
 * Adds one line at a place. @returns its id
 * @throws HttpError 400 when there would be too many, or the line it should stand under is not there; 404
 */
export async function addLine(
  blog: Blog,
  menu_id: number,
  line: Pick<MenuItem, 'kind' | 'post_id' | 'term_id' | 'title' | 'url'>,
  place: Place,
): Promise<number> {
  return changing(blog, menu_id, async (db, items) => {
    if (items.length >= mostItems) throw badRequest(`A menu holds at most ${mostItems} lines.`);
    const row = { ...line, menu_id, depth: 0, position: items.length + 1 };
    const [id] = await insertItems(db, [row]);
    await placeItems(db, orderWith([...items, { ...row, id: id! }], id!, place));
    return id!;
  });
}

/** Changes the words of one line and, when given, its place. @throws HttpError 400, 404 */
export async function changeLine(
  blog: Blog,
  { id, menu_id, title, url }: Pick<MenuItem, 'id' | 'menu_id' | 'title' | 'url'>,
  place?: Place,
): Promise<void> {
  await changing(blog, menu_id, async (db, items) => {
    await updateItem(db, { id, menu_id, title, url });
    if (place) await placeItems(db, orderWith(items, id, place));
  });
}

function orderWith(items: MenuItem[], id: number, place: Place): MenuItem[] {
  const order = placed(items, id, place);
  if (!order)
    throw badRequest('The line it should stand under is not there.', { parent: 'It is not in this menu.' });
  return order;
}

/** Puts the lines of a menu into another order. @throws HttpError 404 */
export async function reorder(
  blog: Blog,
  menu_id: number,
  order: (items: MenuItem[]) => MenuItem[],
): Promise<void> {
  await changing(blog, menu_id, (db, items) => placeItems(db, order(items)));
}

/** Does something to one line. What stood under a line that goes moves up. @throws HttpError 404 */
export async function changeItem(
  blog: Blog,
  menu_id: number,
  id: number,
  change: (db: Database, item: MenuItem) => Promise<void>,
): Promise<void> {
  await changing(blog, menu_id, async (db, items) => {
    const item = items.find((one) => one.id === id);
    if (!item) throw notFound('line');
    await change(db, item);
    await placeItems(db, tidied(await itemsOf(db, menu_id)));
  });
}

function changing<Result>(
  blog: Blog,
  menu_id: number,
  change: (db: Database, items: MenuItem[]) => Promise<Result>,
): Promise<Result> {
  return blog.db.transaction(async (db) => {
    if (!(await lockMenu(db, menu_id))) throw notFound('menu');
    return change(db, await itemsOf(db, menu_id));
  });
}
