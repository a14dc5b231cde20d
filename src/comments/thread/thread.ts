// comments/thread/thread.ts: puts comments into reading order and says where lists open and close.

export interface Threaded<Row> {
  row: Row;
  /** From 1. */
  level: number;
  has_replies: boolean;
  /** Whether a list of replies opens after it. */
  opens: boolean;
  /** How many lists of replies end after it. */
  closes: number;
  /** All replies below it, and those below them. */
  replies: number;
}

interface Node {
  id: number;
  parent_id: number | null;
  helpful?: number;
}

/**
 * Orders rows so that each is followed by its replies. A reply whose parent is missing stands at the top; replies
 * deeper than `depth` stay on the last level.
 * @param rows oldest first
 * @param depth levels in all; 1 puts all on one level
 * @param order of the top level; those as helpful as one another stand as they came
 */
export function threadItems<Row extends Node>(
  rows: Row[],
  { depth, order }: { depth: number; order: 'asc' | 'desc' | 'helpful' },
): Threaded<Row>[] {
  const known = new Set(rows.map(({ id }) => id));
  const parentOf = (row: Row) =>
    depth > 1 && row.parent_id !== null && known.has(row.parent_id) ? row.parent_id : 0;
  const replies = groupBy(rows, parentOf);
  const top = replies.get(0) ?? [];
  if (order === 'helpful') top.sort((one, other) => (other.helpful ?? 0) - (one.helpful ?? 0));
  const items: Threaded<Row>[] = [];
  // A stack, not a recursion: a thread may be thousands of replies deep.
  const open = (order === 'desc' ? top : top.toReversed()).map((row) => ({ row, level: 1 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const own = replies.get(next.row.id) ?? [];
    items.push({ ...next, has_replies: own.length > 0, opens: false, closes: 0, replies: 0 });
    const level = Math.min(next.level + 1, depth);
    for (const row of own.toReversed()) open.push({ row, level });
  }
  items.forEach((item, at) => {
    const following = items[at + 1]?.level ?? 1;
    item.opens = following > item.level;
    item.closes = Math.max(item.level - following, 0);
  });
  countReplies(items, parentOf);
  return items;
}

/** Each stands before its replies: counted from the end, all below one are known when it comes. */
function countReplies<Row extends Node>(items: Threaded<Row>[], parentOf: (row: Row) => number): void {
  const below = new Map<number, number>();
  for (const item of items.toReversed()) {
    item.replies = below.get(item.row.id) ?? 0;
    const parent = parentOf(item.row);
    below.set(parent, (below.get(parent) ?? 0) + item.replies + 1);
  }
}

function groupBy<Row>(rows: Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
