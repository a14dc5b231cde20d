// base/admin/tree.ts: rows that stand under one another, in the order in which a list shows them.

interface Standing {
  id: number;
  parent_id: number | null;
}

export interface InTree<Row> {
  row: Row;
  /** How many stand above; 0 at the top. */
  depth: number;
}

/**
 * Each row followed by those under it; brothers stay in the order they come in. What stands under a row that is not
 * here stands at the top, and so does the first of a circle: no row is lost.
 */
export function treeOf<Row extends Standing>(rows: Row[]): InTree<Row>[] {
  const here = new Set(rows.map(({ id }) => id));
  const below = new Map<number, Row[]>();
  for (const row of rows) {
    const parent = row.parent_id !== null && here.has(row.parent_id) ? row.parent_id : 0;
    below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const placed = new Map<number, InTree<Row>>();
  // Its own list of what is to come: a tree may be deeper than the stack.
  const place = (first: Row[]) => {
    const waiting = first.map((row) => ({ row, depth: 0 })).reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { row, depth } = next;
      if (placed.has(row.id)) continue;
      placed.set(row.id, next);
      waiting.push(...(below.get(row.id) ?? []).map((one) => ({ row: one, depth: depth + 1 })).reverse());
    }
  };
  place(below.get(0) ?? []);
  for (const row of rows) if (!placed.has(row.id)) place([row]);
  return [...placed.values()];
}
