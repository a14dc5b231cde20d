// export/wxr/menu-items.ts: the menus of a blog as terms, and their lines as items. Pure.
import { numberedForExport } from '../../import/wxr/own-fields.ts';
import type { Menu } from '../../menus/menu.ts';
import type { TargetedItem } from '../../menus/queries.ts';
import { slugOf } from '../../terms/term.ts';
import type { MetaPair } from './elements.ts';
import type { Item } from './item.ts';

export type MenuTerm = { taxonomy: 'nav_menu'; slug: string; name: string; id: number; menu_id: number };

/** Menus with slugs of their own; two names may make the same. @param numbered the number of a menu among the terms */
export function menuTerms(menus: Menu[], numbered: (id: number) => number): MenuTerm[] {
  const taken = new Set<string>();
  return menus.map(({ id, name }) => {
    const made = slugOf(name) || 'menu';
    const slug = taken.has(made) ? `${made}-${id}` : made;
    taken.add(slug);
    return { taxonomy: 'nav_menu', slug, name, id: numbered(id), menu_id: id };
  });
}

/**
 * The lines of one menu, in order, each under the last one above it that stands less deep.
 * @param numbered the number of a line in this export
 */
export function menuItems(
  menu: MenuTerm,
  lines: TargetedItem[],
  numbered: (id: number) => number,
  url: string,
): Item[] {
  const above: { id: number; depth: number }[] = [];
  return lines.map((line, index) => {
    while (above.length && above.at(-1)!.depth >= line.depth) above.pop();
    const parent = above.at(-1)?.id ?? 0;
    const id = numbered(line.id);
    above.push({ id, depth: line.depth });
    return {
      ...empty,
      id,
      title: line.title,
      link: `${url}/?p=${id}`,
      guid: `${url}/?p=${id}`,
      menu_order: index + 1,
      terms: [menu],
      meta: metaOf(line, id, parent),
    };
  });
}

const empty: Omit<Item, 'id' | 'title' | 'link' | 'guid' | 'menu_order' | 'terms' | 'meta'> = {
  type: 'nav_menu_item',
  status: 'publish',
  creator: '',
  content: '',
  excerpt: '',
  slug: '',
  parent: 0,
  password: '',
  is_sticky: false,
  comment_status: 'closed',
  ping_status: 'closed',
  // A line has no date; one made up would make it another line with each export.
  published_at: undefined,
  created_at: undefined,
  modified_at: undefined,
};

function metaOf(line: TargetedItem, id: number, parent: number): MetaPair[] {
  const kinds = { post: 'post_type', term: 'taxonomy', link: 'custom' };
  const object = { post: line.type ?? 'post', term: line.taxonomy ?? 'category', link: 'custom' }[line.kind];
  return [
    ['_menu_item_type', kinds[line.kind]],
    ['_menu_item_menu_item_parent', String(parent)],
    ['_menu_item_object_id', String(line.post_id ?? line.term_id ?? id)],
    ['_menu_item_object', object],
    ['_menu_item_target', ''],
    ['_menu_item_classes', 'a:1:{i:0;s:0:"";}'],
    ['_menu_item_xfn', ''],
    ['_menu_item_url', line.url],
    [numberedForExport, '1'],
  ];
}
