// comments/moderation/search-queries.ts: the moderation list's search: rare words are found by the indexes, common ones by reading on from a place.
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import { queryOf } from '../../base/words/queries.ts';
import { wantedOf, type Written } from '../../base/words/wanted.ts';
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
// Not the operator: the row is at hand, and the index shall not be asked.
const hasWords = `ts_match_vq(words, (:exact)::tsquery)`;
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
    const words = await wordsOf(transaction, filter.search);
    const first = await readOn(transaction, filter, slice, { words, many: near, asks_text: true });
    if (isDone(first, slice)) return pageOf(first.places, slice, first);
    const indexed = await indexedIds(transaction, filter, words);
    if (indexed) {
      const all = await placesAmong(transaction, filter, indexed);
      const here = all.filter((place) => isBeyond(place, slice));
      const places = inOrder([...first.places, ...here], slice).slice(0, slice.limit);
      return { places: newestFirst(places, slice), stopped: undefined, found: all.length };
    }
    const from = slice.after ? { after: first.last } : { before: first.last };
    const asks_text = !/[\p{L}\p{N}]/u.test(filter.search);
    const more = await readOn(
      transaction,
      filter,
      { limit: slice.limit, ...from },
      { words, many: far, asks_text },
    );
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
  { words, many, asks_text }: { words: AskedWords; many: number; asks_text: boolean },
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
    { ...bindingsOf(filter, { ...slice, limit: many }), ...words, page: slice.limit },
  );
  return {
    places: rows.filter(({ is_match }) => is_match).map(({ id, micros }) => ({ id, micros })),
    last: rows.find(({ is_match }) => !is_match),
    isEnd: (rows[0]?.read ?? 0) < many,
  };
}

/** The ids of all matches, in no order; undefined when they are many, or the indexes cannot tell. */
async function indexedIds(
  db: Database,
  { search }: ListFilter,
  words: AskedWords,
): Promise<number[] | undefined> {
  // Of fewer letters the index of parts knows nothing.
  const is_long = search.length >= 3;
  if ((!is_long && !words.has_stretch) || (words.exact && !words.indexed)) return undefined;
  const { rows } = await db.raw<{ rows: { ids: number[] | null; has_parts: boolean; candidates: number }[] }>(
    `WITH candidates AS MATERIALIZED (
       SELECT id, words FROM comments WHERE words @@ (:indexed)::tsquery LIMIT :most
     ), written AS MATERIALIZED (
       SELECT id FROM comments
        WHERE :is_long AND to_regclass('comments_by_author_parts') IS NOT NULL AND ${author} LIKE :like LIMIT :most
     )
     SELECT to_regclass('comments_by_author_parts') IS NOT NULL AS has_parts,
            (SELECT count(*)::int FROM candidates) AS candidates,
            (SELECT array_agg(id) FROM (
               SELECT id FROM candidates WHERE ${hasWords} UNION ALL SELECT id FROM written) AS pairs) AS ids LIMIT 1`,
    { ...words, is_long, most: mostIndexed + 1 },
  );
  const { has_parts, candidates } = rows[0]!;
  const ids = [...new Set(rows[0]!.ids ?? [])];
  return has_parts && Math.max(candidates, ids.length) <= mostIndexed ? ids : undefined;
}

/** Those of some comments that the list shows, on whatever page. */
async function placesAmong(db: Database, filter: ListFilter, ids: number[]): Promise<Place[]> {
  const slice = { limit: mostIndexed };
  const { rows } = await db.raw<{ rows: Place[] }>(
    `WITH chosen AS MATERIALIZED (
       SELECT id, posted_at, post_id, status, type, user_id, author_email, author_ip, open_reports, appealed_at FROM comments WHERE id = ANY(:ids)
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

interface AskedWords extends Written {
  like: string;
  /** Of scripts without blanks two letters say enough. */
  has_stretch: boolean;
}

/** What was typed, for the columns that are matched. */
async function wordsOf(db: Database, search: string): Promise<AskedWords> {
  const wanted = wantedOf(search);
  const query = wanted ? await queryOf(db, wanted) : { exact: '', indexed: '' };
  return {
    ...query,
    like: `%${literalInLike(search.toLowerCase())}%`,
    has_stretch: wanted?.marked.some(({ is_stretch }) => is_stretch) ?? false,
  };
}
