// menus/rest/menus.ts: menus by the REST API: listed, made, renamed, put into places, deleted.
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { selfLink, withLinks } from '../../base/rest/links.ts';
import { pageOfAll, type SmallAsked } from '../../base/rest/small-lists.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { slugOf } from '../../terms/term.ts';
import { placeTitles } from '../admin-view.ts';
import { assignMenus, removeMenu } from '../assign.ts';
import type { Menu } from '../menu.ts';
import { allMenus, findMenu, insertMenu, renameMenu } from '../queries.ts';
import { menuLocations } from '../settings.ts';

const all = 'view edit embed';
const fixed = { readonly: true };

export const menuSchema: ItemSchema = {
  title: 'nav_menu',
  properties: {
    id: property('integer', 'Its number; not that of a term.', all, fixed),
    description: property('string', 'Always empty.', 'view edit'),
    name: property('string', 'Its name.', all),
    slug: property('string', 'Its name in small letters.', all, fixed),
    meta: property('object', 'Always empty.', 'view edit'),
    locations: property('array', 'The places of the theme it stands in.', 'view edit', {
      items: { type: 'string' },
    }),
    auto_add: property('boolean', 'Always false: new pages join no menu by themselves.', 'view edit'),
  },
};

export const menusBase = '/wp/v2/menus';

export async function listMenus(
  blog: Blog,
  call: RestCall<SmallAsked & { context: Context; slug?: string[] | undefined }>,
): Promise<unknown[]> {
  const { slug, context } = call.args;
  const menus = (await allMenus(blog.db)).filter(({ name }) => !slug || slug.includes(slugOf(name)));
  const found = pageOfAll(blog, call, menus, {
    words: ({ name }) => name,
    keys: { name: ({ name }) => name, slug: ({ name }) => slugOf(name) },
  });
  return itemsOf(blog, found, context);
}

async function itemsOf(blog: Blog, menus: Menu[], context: Context, isBare = false): Promise<object[]> {
  const { nav_menu_locations: assigned } = await settings(blog.db, menuLocations);
  const places = [...(await placeTitles(blog)).keys()];
  return menus.map(({ id, name }) => {
    const locations = places.filter((place) => assigned[place] === id);
    const item = { id, description: '', name, slug: slugOf(name), meta: [], locations, auto_add: false };
    const shown = inContext(menuSchema, item, context);
    if (isBare) return shown;
    return withLinks(blog, shown, {
      self: [selfLink(`${menusBase}/${id}`, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])],
      collection: [{ href: menusBase }],
      about: [{ href: '/wp/v2/taxonomies/nav_menu' }],
      'wp:post_type': [{ href: `/wp/v2/menu-items?menus=${id}` }],
      ...(locations.length && {
        'wp:menu-location': locations.map((place) => ({
          href: `/wp/v2/menu-locations/${place}`,
          embeddable: true as const,
        })),
      }),
    });
  });
}

/** @throws HttpError 404 rest_term_invalid */
export async function menuOf(blog: Blog, id: number): Promise<Menu> {
  const menu = id ? await findMenu(blog.db, id) : undefined;
  if (!menu) throw httpError(404, 'rest_term_invalid', 'Term does not exist.');
  return menu;
}

export async function showMenu(
  blog: Blog,
  { args }: RestCall<{ id: number; context: Context }>,
): Promise<unknown> {
  const [item] = await itemsOf(blog, [await menuOf(blog, args.id)], args.context);
  return item;
}

interface Written {
  name?: string | undefined;
  locations?: string[] | undefined;
}

/** @throws HttpError 400 menu_exists, rest_menu_location_invalid */
export async function createMenu(
  blog: Blog,
  { args, reply }: RestCall<Written & { name: string }>,
): Promise<unknown> {
  await refuseLocations(blog, args.locations);
  const menu = await insertMenu(blog.db, args.name);
  if (!menu) throw nameTaken(args.name);
  if (args.locations) await assignMenus(blog, await chosen(blog, menu.id, args.locations));
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `${menusBase}/${menu.id}`);
  const [item] = await itemsOf(blog, [menu], 'edit');
  return item;
}

/** @throws HttpError 400, 404 */
export async function changeMenu(blog: Blog, { args }: RestCall<Written & { id: number }>): Promise<unknown> {
  const { id } = await menuOf(blog, args.id);
  await refuseLocations(blog, args.locations);
  if (args.name !== undefined && !(await renameMenu(blog.db, id, args.name))) throw nameTaken(args.name);
  if (args.locations) await assignMenus(blog, await chosen(blog, id, args.locations));
  const [item] = await itemsOf(blog, [await menuOf(blog, id)], 'edit');
  return item;
}

/** @throws HttpError 404, 501 */
export async function deleteMenu(
  blog: Blog,
  { args }: RestCall<{ id: number; force: boolean }>,
): Promise<unknown> {
  const menu = await menuOf(blog, args.id);
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      "Menus do not support trashing. Set 'force=true' to delete.",
    );
  const [previous] = await itemsOf(blog, [menu], 'edit', true);
  await removeMenu(blog, menu.id);
  return { deleted: true, previous };
}

async function refuseLocations(blog: Blog, wanted: string[] | undefined): Promise<void> {
  const places = await placeTitles(blog);
  const unknown = wanted?.find((place) => !places.has(place));
  if (unknown !== undefined)
    throw restError(400, 'rest_invalid_menu_location', 'Invalid menu location.', { location: unknown });
}

/** The named places get the menu; others that had it lose it. */
async function chosen(blog: Blog, id: number, wanted: string[]): Promise<Record<string, number>> {
  const { nav_menu_locations: assigned } = await settings(blog.db, menuLocations);
  const lost = Object.keys(assigned).filter((place) => assigned[place] === id && !wanted.includes(place));
  return Object.fromEntries([
    ...lost.map((place) => [place, 0] as const),
    ...wanted.map((place) => [place, id] as const),
  ]);
}

const nameTaken = (name: string) =>
  restError(
    400,
    'menu_exists',
    `The menu name ${name} conflicts with another menu name. Please try another.`,
  );
