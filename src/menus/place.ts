// menus/place.ts: a line of a menu, and those under it, at another place.
import { endOf, tidied, type MenuItem } from './menu.ts';

/** Where a line is wanted: under another (0 for the top), before the line that stands at `order` now; last without. */
export interface Place {
  parent: number;
  order?: number | undefined;
}

/** The line each line stands under; 0 for the top. */
export function parentsOf(items: Pick<MenuItem, 'id' | 'depth'>[]): Map<number, number> {
  const open: { id: number; depth: number }[] = [];
  return new Map(
    tidied(items).map((item) => {
      while (open.length && open.at(-1)!.depth >= item.depth) open.pop();
      const above = open.at(-1)?.id ?? 0;
      open.push(item);
      return [item.id, above];
    }),
  );
}

/** The lines with one at another place; undefined when its parent is not there, or stands below it. */
export function placed<Item extends Pick<MenuItem, 'id' | 'depth'>>(
  items: Item[],
  id: number,
  { parent, order = Infinity }: Place,
): Item[] | undefined {
  const tidy = tidied(items);
  const at = tidy.findIndex((item) => item.id === id);
  const own = tidy.slice(at, endOf(tidy, at));
  const rest = tidy.filter((item) => !own.includes(item));
  const above = rest.findIndex((item) => item.id === parent);
  if (at < 0 || (parent && above < 0)) return undefined;
  const depth = parent ? rest[above]!.depth + 1 : 0;
  const last = parent ? endOf(rest, above) : rest.length;
  const brother = rest.findIndex(
    (item, index) => index > above && index < last && item.depth === depth && index + 1 >= order,
  );
  const to = brother < 0 ? last : brother;
  const by = depth - own[0]!.depth;
  const moved = own.map((item) => ({ ...item, depth: item.depth + by }));
  return tidied([...rest.slice(0, to), ...moved, ...rest.slice(to)]);
}
