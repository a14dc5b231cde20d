// menus/menu.ts: a menu, its lines in order, and how they move.

export interface Menu {
  id: number;
  name: string;
}

export interface MenuItem {
  id: number;
  menu_id: number;
  position: number;
  /** How many lines it stands under. */
  depth: number;
  kind: 'post' | 'term' | 'link';
  post_id: number | null;
  term_id: number | null;
  /** Instead of the target's own title; a link always has one. */
  title: string;
  /** Of a link. */
  url: string;
}

export const moves = ['up', 'down', 'in', 'out'] as const;
export type Move = (typeof moves)[number];

/** Lines stand at most so deep, and a menu holds at most so many. */
export const deepest = 4;
export const mostItems = 200;

type Placed = Pick<MenuItem, 'id' | 'depth'>;

/** The lines after a move: a line takes along those under it. What cannot move stays. */
export function moved<Item extends Placed>(items: Item[], id: number, move: Move): Item[] {
  const tidy = tidied(items);
  const at = tidy.findIndex((item) => item.id === id);
  if (at < 0) return tidy;
  if (move === 'in' || move === 'out') return tidied(turned(tidy, at, move === 'in' ? 1 : -1));
  const other = move === 'up' ? before(tidy, at) : endOf(tidy, at);
  if (other < 0 || tidy[other]?.depth !== tidy[at]!.depth) return tidy;
  const [first, second] = move === 'up' ? [other, at] : [at, other];
  return [
    ...tidy.slice(0, first),
    ...tidy.slice(second, endOf(tidy, second)),
    ...tidy.slice(first, second),
    ...tidy.slice(endOf(tidy, second)),
  ];
}

/** Lines in an order and at depths that somebody gave; what was not named stays at the end. */
export function arranged<Item extends Placed>(items: Item[], wanted: Placed[]): Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const named = wanted.flatMap(({ id, depth }) => {
    const item = byId.get(id);
    byId.delete(id);
    return item ? [{ ...item, depth }] : [];
  });
  return tidied([...named, ...byId.values()]);
}

/** Every line at most one deeper than the one above it, the first at the top. */
export function tidied<Item extends Placed>(items: Item[]): Item[] {
  let above = -1;
  return items.map((item) => {
    above = Math.max(0, Math.min(item.depth, above + 1, deepest));
    return { ...item, depth: above };
  });
}

function turned<Item extends Placed>(items: Item[], at: number, by: number): Item[] {
  const end = endOf(items, at);
  const below = items.slice(at, end);
  if (below.some(({ depth }) => depth + by < 0 || depth + by > deepest)) return items;
  return items.map((item, index) =>
    index >= at && index < end ? { ...item, depth: item.depth + by } : item,
  );
}

/** Where the lines under a line end. */
export function endOf(items: Placed[], at: number): number {
  const end = items.findIndex(({ depth }, index) => index > at && depth <= items[at]!.depth);
  return end < 0 ? items.length : end;
}

/** The brother before a line; -1 when it is the first. */
function before(items: Placed[], at: number): number {
  const { depth } = items[at]!;
  for (let index = at - 1; index >= 0 && items[index]!.depth >= depth; index -= 1) {
    if (items[index]!.depth === depth) return index;
  }
  return -1;
}
