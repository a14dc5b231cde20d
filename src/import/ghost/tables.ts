// import/ghost/tables.ts: the tables of a Ghost export.
import { records, textOf, type Loose } from '../json.ts';

export interface GhostTables {
  data: Loose;
  /** By the id of the post. */
  posts_meta: Map<string, Loose>;
  users: Map<string, Loose>;
  tags: Map<string, Loose>;
}

export const byId = (rows: unknown): Map<string, Loose> =>
  new Map(records(rows).map((row) => [textOf(row, 'id'), row]));

/** Ids at the other end of a relation, by the id of the post, in their order. */
export function related(rows: unknown, other: string): Map<string, string[]> {
  const order = (row: Loose) => (typeof row.sort_order === 'number' ? row.sort_order : 0);
  const found = new Map<string, string[]>();
  for (const row of records(rows).toSorted((a, b) => order(a) - order(b))) {
    const post = textOf(row, 'post_id');
    const list = found.get(post) ?? [];
    list.push(textOf(row, other));
    found.set(post, list);
  }
  return found;
}
