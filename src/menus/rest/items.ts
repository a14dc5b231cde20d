// menus/rest/items.ts: the lines of menus by the REST API: listed, added, changed, moved, removed.
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import { pageOfAll, type SmallAsked } from '../../base/rest/small-lists.ts';
import type { Blog } from '../../blog.ts';
import { addLine, changeItem, changeLine } from '../change-items.ts';
import { isAddress } from '../form.ts';
import type { MenuItem } from '../menu.ts';
import { allMenus, deleteItem, findItem, postIdsAmong, targetedItems, termIdsAmong } from '../queries.ts';
import { itemsBase, itemViews, shownItem, type ItemView } from './item-view.ts';
import { menuOf } from './menus.ts';

export async function listItems(
  blog: Blog,
  call: RestCall<
    SmallAsked & {
      context: Context;
      menus: number[];
      menus_exclude: number[];
      menu_order?: number | undefined;
    }
  >,
): Promise<unknown[]> {
  const { menus, menus_exclude, menu_order, context } = call.args;
  const ids = (await allMenus(blog.db))
    .map(({ id }) => id)
    .filter((id) => (!menus.length || menus.includes(id)) && !menus_exclude.includes(id));
  const views = await itemViews(blog, await targetedItems(blog.db, ids));
  const asked = menu_order === undefined ? views : views.filter((one) => one.menu_order === menu_order);
  const found = pageOfAll(blog, call, asked, {
    words: ({ words }) => words,
    keys: {
      menu_order: (one) => one.menu_order,
      title: ({ words }) => words,
      parent: ({ parent }) => Number(parent),
    },
  });
  return found.map((view) => shownItem(blog, view, context));
}

/** @throws HttpError 404 rest_post_invalid_id */
async function viewOf(blog: Blog, id: number): Promise<{ item: MenuItem; view: ItemView }> {
  const item = id ? await findItem(blog.db, id) : undefined;
  if (!item) throw httpError(404, 'rest_post_invalid_id', 'Invalid post ID.');
  const views = await itemViews(blog, await targetedItems(blog.db, [item.menu_id]));
  return { item, view: views.find((one) => one.id === id)! };
}

export async function showItem(
  blog: Blog,
  { args }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  return shownItem(blog, (await viewOf(blog, args.id)).view, args.context);
}

export interface Written {
  title?: string | undefined;
  type?: 'taxonomy' | 'post_type' | 'post_type_archive' | 'custom' | undefined;
  object?: string | undefined;
  object_id?: number | undefined;
  url?: string | undefined;
  parent?: number | undefined;
  menu_order?: number | undefined;
  menus?: number | undefined;
}

/** @throws HttpError 400, 404 */
export async function createItem(blog: Blog, { args, reply }: RestCall<Written>): Promise<unknown> {
  if (!args.menus) throw invalid('menus', 'A line stands in a menu: name its number.');
  const menu = await menuOf(blog, args.menus);
  const line = await lineOf(blog, args);
  const id = await inRestWords(() =>
    addLine(blog, menu.id, line, { parent: args.parent ?? 0, order: args.menu_order }),
  );
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `${itemsBase}/${id}`);
  return shownItem(blog, (await viewOf(blog, id)).view, 'edit');
}

async function lineOf(blog: Blog, { type = 'custom', object_id = 0, title = '', url = '' }: Written) {
  const none = { post_id: null, term_id: null, title, url: '' };
  if (type === 'post_type') {
    if (!(await postIdsAmong(blog.db, [object_id])).length)
      throw restError(400, 'rest_post_invalid_id', 'Invalid post ID.');
    return { ...none, kind: 'post' as const, post_id: object_id };
  }
  if (type === 'taxonomy') {
    if (!(await termIdsAmong(blog.db, [object_id])).length)
      throw restError(400, 'rest_term_invalid_id', 'Invalid term ID.');
    return { ...none, kind: 'term' as const, term_id: object_id };
  }
  if (type === 'post_type_archive') throw invalid('type', 'There are no archives of post types to lead to.');
  refuseLink(title, url);
  return { ...none, kind: 'link' as const, url };
}

function refuseLink(title: string, url: string): void {
  if (!title.trim())
    throw restError(400, 'rest_title_required', 'The title is required when using a custom menu item type.');
  if (!url)
    throw restError(400, 'rest_url_required', 'The url is required when using a custom menu item type.');
  if (!isAddress(url))
    throw invalid('url', 'A link leads to https://…, mailto:…, tel:…, or /a/path of this site.');
}

/** @throws HttpError 400, 404 */
export async function changeItemForRest(
  blog: Blog,
  { args }: RestCall<Written & { id: number }>,
): Promise<unknown> {
  const { item, view } = await viewOf(blog, args.id);
  if (args.menus !== undefined && args.menus !== item.menu_id)
    throw invalid('menus', 'A line stays in its menu.');
  const isOther =
    (args.type !== undefined && args.type !== view.type) ||
    (args.object_id !== undefined && args.object_id !== view.object_id);
  if (isOther) throw invalid('object_id', 'A line keeps what it leads to; make another.');
  const title = args.title ?? item.title;
  const url = item.kind === 'link' ? (args.url ?? item.url) : '';
  if (item.kind === 'link') refuseLink(title, url);
  const isMoved = args.parent !== undefined || args.menu_order !== undefined;
  const place = { parent: args.parent ?? Number(view.parent), order: args.menu_order };
  await inRestWords(() =>
    changeLine(blog, { id: item.id, menu_id: item.menu_id, title, url }, isMoved ? place : undefined),
  );
  return shownItem(blog, (await viewOf(blog, item.id)).view, 'edit');
}

/** @throws HttpError 404, 501 */
export async function deleteItemForRest(
  blog: Blog,
  { args }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const { item, view } = await viewOf(blog, args.id);
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      "Menu items do not support trashing. Set 'force=true' to delete.",
    );
  await changeItem(blog, item.menu_id, item.id, (db, { id, menu_id }) => deleteItem(db, menu_id, id));
  return { deleted: true, previous: shownItem(blog, view, 'edit', true) };
}

const invalid = (name: string, problem: string) =>
  restError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, { params: { [name]: problem } });
