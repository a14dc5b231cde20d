// posts/queries/search.ts: posts of the admin's lists that hold words, found so that neither rare nor common ones take long.
import type { Database } from '../../base/database/database.ts';
import { filtered, type PostListFilter } from './list.ts';

/** So many matches are counted and sorted; of more, it is enough to know that there are more. */
const mostFound = 2000;

/**
 * The filter with its words looked up. Rare words are found by the trigrams of the table, where the server has them, and
 * stand for a list of posts then; common ones are met soon enough by whoever reads the list from its beginning.
 */
export async function lookedUp(
  db: Database,
  filter: PostListFilter,
): Promise<{ filter: PostListFilter; found?: number; has_more?: boolean }> {
  if (!filter.search) return { filter };
  const rows = await filtered(db, filter)
    .select<{ id: number }[]>('id')
    .limit(mostFound + 1);
  if (rows.length > mostFound)
    return { filter: { ...filter, is_common: true }, found: mostFound, has_more: true };
  const { search: _words, ...others } = filter;
  return { filter: { ...others, ids: rows.map(({ id }) => id) }, found: rows.length };
}
