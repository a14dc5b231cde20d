// menus/admin-view.ts: the menu screens: which menus there are, where they stand, what a menu holds and could hold.
import type { Request } from 'express';
import { __, __list, N_, translate } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import { lineOf, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { activeTheme } from '../themes/current.ts';
import { tidied, type Menu } from './menu.ts';
import { allMenus, choosablePosts, choosableTerms, targetedItems, type TargetedItem } from './queries.ts';
import { menuLocations } from './settings.ts';
import { addressesOf, titleOf } from './view.ts';

/** The places of the theme that the site wears, with their titles. */
export async function placeTitles(blog: Blog): Promise<Map<string, string>> {
  const { theme } = await activeTheme(blog, { user: undefined, query: {} });
  const themes = themesIn(blog.config.THEMES_DIR);
  const line = lineOf(themes, theme).toReversed();
  const own = new Map(line.flatMap(({ manifest }) => Object.entries(manifest.menus)));
  for (const [place, title] of [
    ['header', __('Header')],
    ['footer', __('Footer')],
  ] as const)
    if (!own.has(place)) own.set(place, title);
  return own;
}

export async function menusView(blog: Blog) {
  const [menus, titles, { nav_menu_locations: assigned }] = await Promise.all([
    allMenus(blog.db),
    placeTitles(blog),
    settings(blog.db, menuLocations),
  ]);
  return {
    menus: menus.map(({ id, name }) => ({
      id,
      name,
      places: __list([...titles].flatMap(([place, title]) => (assigned[place] === id ? [title] : []))),
    })),
    places: [...titles].map(([name, title]) => ({ name, title, menu_id: assigned[name] ?? 0 })),
  };
}

const kinds = { post: N_('Post'), page: N_('Page'), category: N_('Category'), post_tag: N_('Tag') } as const;
const most = 30;

export async function menuView(blog: Blog, req: Request, menu: Menu) {
  const { s } = req.query;
  const words = typeof s === 'string' ? s.trim().slice(0, 100) : '';
  const items = tidied(await targetedItems(blog.db, [menu.id]));
  const addresses = await addressesOf(blog, items);
  const [pages, posts, categories, tags] = await Promise.all([
    choosablePosts(blog.db, 'page', words, most),
    choosablePosts(blog.db, 'post', words, most),
    choosableTerms(blog.db, 'category', words, most),
    choosableTerms(blog.db, 'post_tag', words, most),
  ]);
  const ofPosts = (rows: typeof posts) =>
    rows.map(({ id, title }) => ({ id, title: title || __('(no title)') }));
  const ofTerms = (rows: typeof tags) => rows.map(({ id, name }) => ({ id, title: name }));
  return {
    menu,
    words,
    /** The button that was pressed last, which is pressed again perhaps. */
    moved: typeof req.query.moved === 'string' ? req.query.moved : '',
    items: items.map((item) => itemView(item, addresses.get(item.id))),
    choices: [
      { name: 'posts', title: __('Pages'), all: ofPosts(pages) },
      { name: 'posts', title: __('Posts'), all: ofPosts(posts) },
      { name: 'terms', title: __('Categories'), all: ofTerms(categories) },
      { name: 'terms', title: __('Tags'), all: ofTerms(tags) },
    ],
  };
}

function itemView(item: TargetedItem, href: string | undefined) {
  const kind =
    item.kind === 'link' ? __('Link') : translate(kinds[(item.type ?? item.taxonomy) as keyof typeof kinds]);
  return {
    id: item.id,
    depth: item.depth,
    kind,
    is_link: item.kind === 'link',
    title: titleOf(item),
    own_title: item.title,
    target_title: item.post_title ?? item.name ?? '',
    url: item.url,
    href: href ?? '',
    /** Readers do not see it: what it leads to is not public. */
    is_hidden: href === undefined,
  };
}
