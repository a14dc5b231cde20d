// writing/list/page-tree.ts: the list of pages as a tree: what stands under what, in which order, and what can be moved.
import { treeOf } from '../../base/admin/tree.ts';
import type { Database } from '../../base/database/database.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Slice } from '../../posts/queries/archive.ts';
import { listedByIds, type PostListFilter, type ListedPost } from '../../posts/queries/list.ts';
import { pagesInOrder } from '../../posts/queries/pages.ts';

/** Where a page stands in the tree. */
export interface Place {
  depth: number;
  /** The page above, shown or not; 0 when there is none. */
  parent_id: number;
  /** The title of the page above; '' at the top. */
  under: string;
  order: number;
  /** The next page under the same one; 0 when there is none. */
  next_id: number;
  may_move_up: boolean;
  may_move_down: boolean;
}

/** The place of what stands in no tree. */
export const noPlace: Place = {
  depth: 0,
  parent_id: 0,
  under: '',
  order: 0,
  next_id: 0,
  may_move_up: false,
  may_move_down: false,
};

/**
 * A page of the list, each page followed by those under it.
 * @param is_whole whether all pages are listed: only then is what stands above and below seen, and can be passed
 */
export async function treeSlice(
  db: Database,
  filter: PostListFilter,
  { limit, offset }: Slice,
  is_whole: boolean,
): Promise<{ found: ListedPost[]; places: Map<number, Place> }> {
  const all = await pagesInOrder(db, filter);
  const titles = new Map(all.map(({ id, title }) => [id, title || __('(no title)')]));
  // The first and the last page under each.
  const [first, last] = [new Map(all.map(at).reverse()), new Map(all.map(at))];
  const next = nextOf(all);
  const shown = treeOf(all).slice(offset, offset + limit);
  const rows = await listedByIds(
    db,
    'page',
    shown.map(({ row }) => row.id),
  );
  const places = shown.map(({ row, depth }): [number, Place] => {
    const place = {
      depth,
      parent_id: row.parent_id ?? 0,
      under: depth ? titles.get(row.parent_id!)! : '',
      order: row.menu_order,
      next_id: next.get(row.id) ?? 0,
      may_move_up: is_whole && first.get(row.parent_id) !== row.id,
      may_move_down: is_whole && last.get(row.parent_id) !== row.id,
    };
    return [row.id, place];
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return { found: shown.flatMap(({ row }) => known.get(row.id) ?? []), places: new Map(places) };
}

const at = ({ id, parent_id }: { id: number; parent_id: number | null }) => [parent_id, id] as const;

/** The page that follows each among those under the same one. */
function nextOf(all: { id: number; parent_id: number | null }[]): Map<number, number> {
  const before = new Map<number | null, number>();
  const next = new Map<number, number>();
  for (const { id, parent_id } of all) {
    const last = before.get(parent_id);
    if (last) next.set(last, id);
    before.set(parent_id, id);
  }
  return next;
}
