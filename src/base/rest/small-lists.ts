// base/rest/small-lists.ts: collections that are small enough to be read whole: narrowed, sorted and cut in memory.
import { sayTotal, sliceOf, type Said } from './collection.ts';

/** What such a collection is asked. */
export interface SmallAsked {
  page: number;
  per_page: number;
  offset?: number | undefined;
  search?: string | undefined;
  include: number[];
  exclude: number[];
  orderby: string;
  order: 'asc' | 'desc';
  after_id?: number | undefined;
}

/**
 * A page of the items; says how many there are.
 * @param words of an item, for `search`
 * @param keys what it is sorted by, by the words of `orderby`; without one the order stays as given
 */
export function pageOfAll<Item extends { id: number }>(
  blog: { url: string },
  call: Said & { args: SmallAsked },
  all: Item[],
  { words, keys }: { words: (item: Item) => string; keys: Record<string, (item: Item) => string | number> },
): Item[] {
  const { args } = call;
  const wanted = args.search?.trim().toLowerCase() ?? '';
  const found = all
    .filter(({ id }) => !args.include.length || args.include.includes(id))
    .filter(({ id }) => !args.exclude.includes(id))
    .filter(({ id }) => args.after_id === undefined || id > args.after_id)
    .filter((item) => words(item).toLowerCase().includes(wanted));
  const by = { id: ({ id }: Item) => id, include: ({ id }: Item) => args.include.indexOf(id), ...keys };
  const key = (by as Record<string, ((item: Item) => string | number) | undefined>)[args.orderby];
  const sorted = key
    ? found.toSorted((one, other) => compared(key(one), key(other)) || one.id - other.id)
    : found;
  if (args.order === 'desc' && args.orderby !== 'include') sorted.reverse();
  sayTotal(blog, call, found.length, sorted);
  const { limit, offset } = sliceOf(args);
  return sorted.slice(offset, offset + limit);
}

const compared = (one: string | number, other: string | number): number =>
  typeof one === 'string' ? one.localeCompare(String(other)) : one - Number(other);
