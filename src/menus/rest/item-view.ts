// menus/rest/item-view.ts: the lines of menus as the REST API shows them.
import { selfLink, withLinks } from '../../base/rest/links.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import { escapeXml } from '../../base/xml/escape.ts';
import type { Blog } from '../../blog.ts';
import { parentsOf } from '../place.ts';
import type { TargetedItem } from '../queries.ts';
import { addressesOf, titleOf } from '../view.ts';

const all = 'view edit embed';
const fixed = { readonly: true };
const types = ['taxonomy', 'post_type', 'post_type_archive', 'custom'] as const;

export const itemSchema: ItemSchema = {
  title: 'nav_menu_item',
  properties: {
    id: property('integer', 'Its number.', all, fixed),
    title: property(['string', 'object'], 'What it says; its target’s title when empty.', all, {
      properties: {
        raw: property('string', 'As it is stored.', 'edit'),
        rendered: property('string', 'As readers see it.', all, fixed),
      },
    }),
    status: property('string', 'Always `publish`.', all),
    url: property('string', 'Where it leads; empty when that is not public.', all, { format: 'uri' }),
    attr_title: property('string', 'Always empty.', all),
    description: property('string', 'Always empty.', all),
    type: property('string', 'What it leads to.', all, { enum: types }),
    type_label: property('string', 'The same in words.', all, fixed),
    object: property('string', '`post`, `page`, `category`, `post_tag` or `custom`.', all),
    object_id: property('integer', 'The number of what it leads to; 0 for a link.', all),
    parent: property('integer', 'The line it stands under; 0 for the top.', all),
    menu_order: property('integer', 'Its place in the menu, from 1.', all),
    target: property('string', 'Always empty.', all),
    classes: property('array', 'Always one empty class.', all, { items: { type: 'string' } }),
    xfn: property('array', 'Always one empty word.', all, { items: { type: 'string' } }),
    invalid: property('boolean', 'Whether it leads nowhere.', all, fixed),
    meta: property('object', 'Always empty.', 'view edit'),
    menus: property('integer', 'The number of its menu.', 'view edit'),
  },
};

const labels = { post: 'Post', page: 'Page', category: 'Category', post_tag: 'Tag' } as const;

export const itemsBase = '/wp/v2/menu-items';

/** A line as it is sorted and shown. */
export type ItemView = Record<string, unknown> & {
  id: number;
  menus: number;
  menu_order: number;
  words: string;
};

/** All lines of some menus, in their order. */
export async function itemViews(blog: Blog, items: TargetedItem[]): Promise<ItemView[]> {
  const addresses = await addressesOf(blog, items);
  const menus = new Map<number, TargetedItem[]>();
  for (const item of items) menus.set(item.menu_id, [...(menus.get(item.menu_id) ?? []), item]);
  return [...menus.values()].flatMap((own) => {
    const parents = parentsOf(own);
    return own.map((item, index) =>
      viewOf(blog, item, { addresses, parent: parents.get(item.id)!, order: index + 1 }),
    );
  });
}

function viewOf(
  blog: Blog,
  item: TargetedItem,
  { addresses, parent, order }: { addresses: Map<number, string>; parent: number; order: number },
): ItemView {
  const { id, kind, menu_id, post_id, term_id, taxonomy, type } = item;
  const object = (kind === 'post' ? type : kind === 'term' ? taxonomy : 'custom') ?? '';
  const href = addresses.get(id);
  return {
    id,
    words: titleOf(item),
    title: { raw: item.title, rendered: escapeXml(titleOf(item)) },
    status: 'publish',
    url: href === undefined ? '' : href.startsWith('/') ? blog.url + href : href,
    attr_title: '',
    description: '',
    type: kind === 'post' ? 'post_type' : kind === 'term' ? 'taxonomy' : 'custom',
    type_label: labels[object as keyof typeof labels] ?? 'Custom Link',
    object,
    object_id: post_id ?? term_id ?? 0,
    parent,
    menu_order: order,
    target: '',
    classes: [''],
    xfn: [''],
    invalid: href === undefined,
    meta: [],
    menus: menu_id,
  };
}

/** @param isBare without `_links`, as what is gone is shown */
export function shownItem(
  blog: Blog,
  { words: _words, ...item }: ItemView,
  context: Context,
  isBare = false,
): object {
  const shown = inContext(itemSchema, item, context);
  if (isBare) return shown;
  const { object_id: target, object } = item;
  const bases = { post: 'posts', page: 'pages', category: 'categories', post_tag: 'tags' } as const;
  const base = bases[object as keyof typeof bases];
  const kind = item.type === 'taxonomy' ? 'taxonomy' : 'post_type';
  return withLinks(blog, shown, {
    self: [selfLink(`${itemsBase}/${item.id}`, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])],
    collection: [{ href: itemsBase }],
    about: [{ href: '/wp/v2/types/nav_menu_item' }],
    'wp:term': [{ taxonomy: 'nav_menu', embeddable: true, href: `/wp/v2/menus?include=${item.menus}` }],
    ...(base && {
      'wp:menu-item-object': [
        { embeddable: true as const, [kind]: object, href: `/wp/v2/${base}/${String(target)}` },
      ],
    }),
  });
}
