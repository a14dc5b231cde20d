// comments/moderation/search-queries.ts: the moderation list's search: rare words are found by the indexes, common ones by reading on from a place.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import {
  bindingsOf,
  microsOf,
  orderOf,
  windowOf,
  type ListFilter,
  type Place,
  type Slice,
} from './list-queries.ts';

/** So many comments from a place on are read before the indexes are asked. */
const near = 1000;
/** So many matches of the indexes are taken; of more, the list is read on. */
const mostIndexed = 2000;
/** So many more comments are read for one page of common words. */
const far = 10_000;
/** Milliseconds that a statement may take. */
const longest = 5000;

export interface Searched {
  places: Place[];
  /** Where reading stopped before the page was full; undefined when there is nothing more. */
  stopped: Place | undefined;
  /** All matches, where they are few; else undefined. */
  found: number | undefined;
}

const author = `lower(author_name || ' ' || author_email || ' ' || author_url || ' ' || author_ip)`;
const hasWords = `words @@ (plainto_tsquery('simple', folded(:plain)) || to_tsquery('simple', folded(:beginning)))`;
const matches = `${author} LIKE :like OR ${hasWords}`;

/**
 * One page of matches, and in what place the next begins. Words match whole or, the last, at its beginning; parts of name,
 * email, website and address match; in the 1,000 comments next to the place parts of their text, too.
 */
export async function searchPlaces(db: Database, filter: ListFilter, slice: Slice): Promise<Searched> {
  return db.transaction(async (transaction) => {
    await transaction.raw(
      `SELECT set_config('statement_timeout', :longest, true), set_config('enable_seqscan', 'off', true) LIMIT 1`,
      { longest: String(longest) },
    );
    const first = await readOn(transaction, filter, slice, { many: near, asks_text: true });
    if (isDone(first, slice)) return pageOf(first.places, slice, first);
    const indexed = await indexedIds(transaction, filter);
    if (indexed) {
      const all = await placesAmong(transaction, filter, indexed);
      const here = all.filter((place) => isBeyond(place, slice));
      const places = inOrder([...first.places, ...here], slice).slice(0, slice.limit);
      return { places: newestFirst(places, slice), stopped: undefined, found: all.length };
    }
    const from = slice.after ? { after: first.last } : { before: first.last };
    const asks_text = !/[\p{L}\p{N}]/u.test(filter.search);
    const more = await readOn(transaction, filter, { limit: slice.limit, ...from }, { many: far, asks_text });
    return pageOf([...first.places, ...more.places], slice, more);
  });
}

const isDone = ({ places, isEnd }: Read, { limit }: Slice): boolean => isEnd || places.length >= limit;

/** A page that is not full and did not come to the end goes on where reading stopped. */
function pageOf(places: Place[], slice: Slice, { isEnd, last }: Read): Searched {
  const page = places.slice(0, slice.limit);
  return {
    places: newestFirst(page, slice),
    stopped: page.length < slice.limit && !isEnd ? last : undefined,
    found: undefined,
  };
}

const newestFirst = (places: Place[], { after }: Slice): Place[] => (after ? places.toReversed() : places);

interface Read {
  places: Place[];
  last: Place | undefined;
  isEnd: boolean;
}

/** Looks through so many comments from a place on. */
async function readOn(
  db: Database,
  filter: ListFilter,
  slice: Slice,
  { many, asks_text }: { many: number; asks_text: boolean },
): Promise<Read> {
  const order = orderOf(slice);
  const { rows } = await db.raw<{ rows: (Place & { is_match: boolean; read: number })[] }>(
    `WITH near AS MATERIALIZED (${windowOf(filter, slice)}),
          matching AS (SELECT id, posted_at FROM near JOIN comments USING (id, posted_at) WHERE ${asks_text ? `${matches} OR content ILIKE :like` : matches}
                        ORDER BY ${order} LIMIT :page),
          ends AS (SELECT id, posted_at FROM near ORDER BY ${slice.after ? 'posted_at DESC, id DESC' : 'posted_at, id'} LIMIT 1)
     SELECT id, ${microsOf} AS micros, is_match, (SELECT count(*)::int FROM near) AS read
       FROM (SELECT id, posted_at, true AS is_match FROM matching UNION ALL SELECT id, posted_at, false FROM ends) AS pairs
      ORDER BY is_match DESC, ${order} LIMIT :page + 1`,
    { ...bindingsOf(filter, { ...slice, limit: many }), ...wordsOf(filter.search), page: slice.limit },
  );
  return {
    places: rows.filter(({ is_match }) => is_match).map(({ id, micros }) => ({ id, micros })),
    last: rows.find(({ is_match }) => !is_match),
    isEnd: (rows[0]?.read ?? 0) < many,
  };
}

/** The ids of all matches, in no order; undefined when they are many, or the indexes cannot tell. */
async function indexedIds(db: Database, { search }: ListFilter): Promise<number[] | undefined> {
  // Of fewer letters the index of parts knows nothing.
  if (search.length < 3) return undefined;
  const { rows } = await db.raw<{ rows: { ids: number[] | null; has_parts: boolean }[] }>(
    `SELECT to_regclass('comments_by_author_parts') IS NOT NULL AS has_parts,
            (SELECT array_agg(id) FROM (
               (SELECT id FROM comments WHERE ${hasWords} LIMIT :most)
               UNION ALL
               (SELECT id FROM comments
                 WHERE to_regclass('comments_by_author_parts') IS NOT NULL AND ${author} LIKE :like LIMIT :most)
             ) AS pairs) AS ids LIMIT 1`,
    { ...wordsOf(search), most: mostIndexed + 1 },
  );
  const ids = [...new Set(rows[0]!.ids ?? [])];
  return rows[0]!.has_parts && ids.length <= mostIndexed ? ids : undefined;
}

/** Those of some comments that the list shows, on whatever page. */
async function placesAmong(db: Database, filter: ListFilter, ids: number[]): Promise<Place[]> {
  const slice = { limit: mostIndexed };
  const { rows } = await db.raw<{ rows: Place[] }>(
    `WITH chosen AS MATERIALIZED (
       SELECT id, posted_at, post_id, status, type, user_id, author_email, author_ip, open_reports FROM comments WHERE id = ANY(:ids)
     )
     SELECT id, ${microsOf} AS micros FROM (${windowOf(filter, slice).replaceAll('FROM comments', 'FROM chosen')}) AS found
      ORDER BY ${orderOf(slice)} LIMIT :limit`,
    { ...bindingsOf(filter, slice), ids },
  );
  return rows;
}

/** Each once, in the order in which the list is read. */
function inOrder(places: Place[], { after }: Slice): Place[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const sign = after ? 1 : -1;
  return [...byId.values()].toSorted((a, b) => sign * compared(a, b));
}

const isBeyond = (place: Place, { before, after }: Slice): boolean =>
  before ? compared(place, before) < 0 : !after || compared(place, after) > 0;

const compared = (a: Place, b: Place): number => Number(BigInt(a.micros) - BigInt(b.micros)) || a.id - b.id;

/** What was typed, for the columns that are matched. */
function wordsOf(search: string) {
  // As folded() does, and before it: what becomes several words there would be no query.
  const words =
    search
      .normalize('NFKD')
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 20) ?? [];
  return {
    like: `%${literalInLike(search.toLowerCase())}%`,
    plain: search,
    beginning: words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word)).join(' & '),
  };
}
