// import/records/menu-line.ts: a line of a menu as an export names it. Pure.
import { metaOf } from '../wxr/meta.ts';
import { plainWords } from './plain-words.ts';
import { slugFrom, wxrSlug } from './slug.ts';
import type { WxrItem } from '../wxr/wxr.ts';

/** So many are kept in memory while a file is read. */
export const mostLines = 20_000;

export interface MenuLine {
  /** The slug of its menu. */
  menu: string;
  menu_name: string;
  /** Of the line, of the line above it (`0` for none), and of what it leads to: as the old site numbers them. */
  id: string;
  parent: string;
  object_id: string;
  /** post_type, taxonomy, custom or post_type_archive. */
  type: string;
  title: string;
  url: string;
  order: number;
}

/** A line for each menu that the item is filed under; none for those that the old site did not show. */
export function menuLinesOf(item: WxrItem): MenuLine[] {
  const { fields, terms } = item;
  if ((fields.status ?? '').trim() !== 'publish') return [];
  const meta = metaOf(item.meta);
  const of = (name: string) => (meta[`_menu_item_${name}`]?.[0] ?? '').trim();
  const url = of('url');
  return terms
    .filter(({ taxonomy }) => taxonomy === 'nav_menu')
    .map(({ slug, name }) => ({
      menu: wxrSlug(slug) || slugFrom(name),
      menu_name: plainWords(name),
      id: (fields.post_id ?? '').trim(),
      parent: of('menu_item_parent') || '0',
      object_id: of('object_id'),
      type: of('type') || (url ? 'custom' : 'post_type'),
      title: plainWords(fields.title ?? ''),
      url,
      order: Number(fields.menu_order) || 0,
    }));
}

/** Lines in the order of the page, each with how many stand above it. A circle is cut where it begins. */
export function inOrder(lines: MenuLine[]): { line: MenuLine; depth: number }[] {
  const sorted = lines.toSorted((a, b) => a.order - b.order);
  const ids = new Set(lines.map(({ id }) => id));
  const below = new Map<string, MenuLine[]>();
  for (const line of sorted) {
    const parent = ids.has(line.parent) && line.parent !== line.id ? line.parent : '0';
    below.set(parent, [...(below.get(parent) ?? []), line]);
  }
  const seen = new Set<MenuLine>();
  const out: { line: MenuLine; depth: number }[] = [];
  const walk = (line: MenuLine, depth: number) => {
    if (seen.has(line)) return;
    seen.add(line);
    out.push({ line, depth });
    for (const one of below.get(line.id) ?? []) walk(one, depth + 1);
  };
  for (const line of [...(below.get('0') ?? []), ...sorted]) walk(line, 0);
  return out;
}
