// menus/rest/locations.ts: the places of the theme for menus, by the REST API.
import { httpError } from '../../base/errors.ts';
import { withLinks } from '../../base/rest/links.ts';
import type { RestCall } from '../../base/rest/route.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { placeTitles } from '../admin-view.ts';
import { menuLocations } from '../settings.ts';

const all = 'view edit embed';
const fixed = { readonly: true };

export const locationSchema: ItemSchema = {
  title: 'menu-location',
  properties: {
    name: property('string', 'Its name in the theme.', all, fixed),
    description: property('string', 'What the theme calls it.', all, fixed),
    menu: property('integer', 'The number of the menu in it; 0 for none.', all, fixed),
  },
};

const base = '/wp/v2/menu-locations';

async function locations(blog: Blog, context: Context): Promise<Record<string, object>> {
  const { nav_menu_locations: assigned } = await settings(blog.db, menuLocations);
  const titles = [...(await placeTitles(blog))];
  return Object.fromEntries(
    titles.map(([name, description]) => {
      const menu = assigned[name] ?? 0;
      const item = withLinks(blog, inContext(locationSchema, { name, description, menu }, context), {
        self: [{ href: `${base}/${name}` }],
        collection: [{ href: base }],
        ...(menu && { 'wp:menu': [{ embeddable: true as const, href: `/wp/v2/menus/${menu}` }] }),
      });
      return [name, item];
    }),
  );
}

/** By name. */
export const listLocations = (blog: Blog, { args }: RestCall<{ context: Context }>): Promise<unknown> =>
  locations(blog, args.context);

/** @throws HttpError 404 rest_menu_location_invalid */
export async function showLocation(
  blog: Blog,
  { args }: RestCall<{ location: string; context: Context }>,
): Promise<unknown> {
  const found = Object.entries(await locations(blog, args.context)).find(([name]) => name === args.location);
  if (!found) throw httpError(404, 'rest_menu_location_invalid', 'Invalid menu location.');
  return found[1];
}
