// menus/bring.ts: menus that come from another site, each line in its place.
import type { Database } from '../base/database/database.ts';
import { mostItems, tidied, type MenuItem } from './menu.ts';
import { insertItems, insertMenu, itemsOf, lockMenu, placeItems } from './queries.ts';

export interface BroughtLine extends Omit<MenuItem, 'id' | 'menu_id' | 'position'> {
  /** Tells it apart from all others of its site. */
  key: string;
}

/** Makes a menu of a name, with a number behind it when another has the name. @returns its id */
export async function bringMenu(db: Database, name: string): Promise<number> {
  for (let number = 1; ; number += 1) {
    const menu = await insertMenu(db, number > 1 ? `${name.slice(0, 90)} ${number}` : name.slice(0, 100));
    if (menu) return menu.id;
  }
}

/**
 * Puts lines into a menu, each behind the one that came before it, and leaves the others as they stand.
 * @param known lines that came in before, by key; those that are here no more were deleted on purpose
 * @returns the ids of the new ones by key; none for those that found no room
 */
export async function bringLines(
  db: Database,
  menu_id: number,
  lines: BroughtLine[],
  known: Map<string, number>,
): Promise<Map<string, number>> {
  await lockMenu(db, menu_id);
  const items = await itemsOf(db, menu_id);
  const fresh = lines.filter(({ key }) => !known.has(key)).slice(0, mostItems - items.length);
  const rows = fresh.map(({ key: _key, ...line }) => ({ ...line, menu_id, position: 0 }));
  const ids = await insertItems(db, rows);
  const made = new Map(fresh.map(({ key }, index) => [key, ids[index]!]));
  if (made.size) await placeItems(db, tidied(merged(items, lines, { known, made })));
  return made;
}

type Placed = Pick<MenuItem, 'id' | 'depth'>;
interface Ids {
  known: Map<string, number>;
  made: Map<string, number>;
}

function merged(items: Placed[], lines: BroughtLine[], { known, made }: Ids): Placed[] {
  const order = [...items];
  let last = -1;
  for (const { key, depth } of lines) {
    const id = made.get(key);
    if (id !== undefined) order.splice((last += 1), 0, { id, depth });
    else {
      const at = order.findIndex((item) => item.id === known.get(key));
      if (at >= 0) last = at;
    }
  }
  return order;
}
