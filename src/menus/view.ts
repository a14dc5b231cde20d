// menus/view.ts: menus as pages show them: only what everybody may open.
import type { Request } from 'express';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { termPaths } from '../posts/archive.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import type { Post } from '../posts/post.ts';
import { isPublic } from '../posts/visible.ts';
import type { Term } from '../terms/term.ts';
import { placesOf } from '../themes/current.ts';
import type { Around, MenuItemView } from '../base/themes/regions.ts';
import { targetedItems, type TargetedItem } from './queries.ts';
import { menuLocations } from './settings.ts';

/** The menus in the theme's places; no query while none is assigned. */
export async function menusAround(blog: Blog, req: Request, theme: Theme): Promise<Partial<Around>> {
  const { nav_menu_locations: assigned } = await settings(blog.db, menuLocations);
  const places = placesOf(blog, theme).menus.filter((place) => assigned[place]);
  if (!places.length) return {};
  const items = await targetedItems(blog.db, [...new Set(places.map((place) => assigned[place]!))]);
  const addresses = await addressesOf(blog, items);
  const menus = places.map((place) => {
    const own = items.filter(({ menu_id }) => menu_id === assigned[place]);
    return [place, treeOf(own, addresses, req.path)];
  });
  return { menus: Object.fromEntries(menus) as Around['menus'] };
}

/** One menu, wherever it stands. */
export async function menuLinks(blog: Blog, menu_id: number, path: string): Promise<MenuItemView[]> {
  const items = await targetedItems(blog.db, [menu_id]);
  return treeOf(items, await addressesOf(blog, items), path);
}

/** Where lines lead, by their ids; those that lead nowhere public are absent. */
export async function addressesOf(blog: Blog, items: TargetedItem[]): Promise<Map<number, string>> {
  const posts = items.flatMap((item) => postOf(item) ?? []);
  const terms = items.flatMap((item) => termOf(item) ?? []);
  const [postPaths, places] = await Promise.all([permalinks(blog, posts), termPaths(blog, terms)]);
  return new Map(
    items.flatMap((item): [number, string][] => {
      const href =
        item.kind === 'link'
          ? item.url
          : item.kind === 'post'
            ? postOf(item) && postPaths.get(item.post_id!)
            : places.get(item.term_id!);
      return href ? [[item.id, href]] : [];
    }),
  );
}

/** What a line is called: by its own words, else by its target's. */
export const titleOf = ({ title, post_title, name }: TargetedItem): string =>
  title || post_title || name || __('Untitled');

type Addressed = Pick<Post, 'id' | 'type' | 'status' | 'slug' | 'published_at' | 'author_id' | 'parent_id'>;

function postOf({ post_id: id, type, status, slug, published_at, author_id, parent_id }: TargetedItem) {
  if (id === null || !type || !status || !isPublic({ type, status })) return undefined;
  return { id, type, status, slug: slug ?? '', published_at, author_id, parent_id } satisfies Addressed;
}

function termOf({ term_id: id, taxonomy, name, term_slug, term_parent_id }: TargetedItem): Term | undefined {
  if (id === null || !taxonomy || taxonomy === 'nav_menu') return undefined;
  const rest = { description: '', post_count: 0, meta: {} };
  return { ...rest, id, taxonomy, name: name ?? '', slug: term_slug ?? '', parent_id: term_parent_id };
}

/** Lines under lines. What stands under a line that is not shown moves up to its place. */
function treeOf(items: TargetedItem[], addresses: Map<number, string>, path: string): MenuItemView[] {
  const top: MenuItemView[] = [];
  const open: { depth: number; items: MenuItemView[] }[] = [];
  for (const item of items) {
    const href = addresses.get(item.id);
    while (open.length && open.at(-1)!.depth >= item.depth) open.pop();
    if (href === undefined) {
      open.push({ depth: item.depth, items: open.at(-1)?.items ?? top });
      continue;
    }
    const view = {
      title: titleOf(item),
      href,
      is_current: isAt(href, path),
      holds_current: false,
      items: [],
    };
    (open.at(-1)?.items ?? top).push(view);
    open.push({ depth: item.depth, items: view.items });
  }
  for (const view of top) markHolders(view);
  return top;
}

const isAt = (href: string, path: string): boolean => href === path;

function markHolders(view: MenuItemView): boolean {
  const below = view.items.map(markHolders);
  view.holds_current = below.includes(true);
  return view.is_current || view.holds_current;
}
