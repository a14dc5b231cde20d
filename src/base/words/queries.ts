// base/words/queries.ts: what was typed, for columns of words (tsvector): for rows of this fold and of the one before it.
import type { Database } from '../database/database.ts';
import { withOlder, written, type Wanted, type Written } from './wanted.ts';

/**
 * A query as PostgreSQL takes it, as text: as a constant it tells the planner how rare the words are. Rows that were
 * written before there was this fold are asked as they were then, until the background has made them anew.
 */
export async function queryOf(db: Database, wanted: Wanted): Promise<Written> {
  const { rows } = await db.raw<{ rows: { exact: string; indexed: string | null }[] }>(
    `WITH typed AS (
       SELECT websearch_to_tsquery('simple', folded(:all)) AS plain,
              CASE WHEN :beginning = '' THEN NULL::tsquery
                   WHEN :before = '' THEN to_tsquery('simple', folded(:beginning) || ':*')
                   ELSE websearch_to_tsquery('simple', folded(:before))
                        && to_tsquery('simple', folded(:beginning) || ':*') END AS prefixed
     ), query AS (SELECT coalesce(plain || prefixed, plain) AS exact FROM typed)
     SELECT exact::text,
            CASE WHEN querytree(exact) NOT IN ('', 'T')
                 THEN regexp_replace(querytree(exact), '<[-0-9]+>', '&', 'g') END AS indexed
       FROM query LIMIT 1`,
    // As the fold there decomposes it: one sign may be several words, or a bracket, which a prefix may not hold.
    { all: wanted.all, ...lastOf(wanted.all.normalize('NFKD')) },
  );
  const [older] = rows;
  return withOlder(written(wanted), { exact: older?.exact ?? '', indexed: older?.indexed ?? '' });
}

/** Milliseconds that a statement of a search may take. */
const longest = 3000;

/**
 * Does the statements of a search: each has three seconds, and reads no table from end to end where there is an index.
 * @throws PostgreSQL's query_canceled (57014) after three seconds
 */
export function searching<Found>(db: Database, work: (db: Database) => Promise<Found>): Promise<Found> {
  return db.transaction(async (transaction) => {
    await transaction.raw(
      `SELECT set_config('statement_timeout', :longest, true), set_config('enable_seqscan', 'off', true) LIMIT 1`,
      { longest: String(longest) },
    );
    return work(transaction);
  });
}

/** All but the last word, which may be the beginning of a longer one; '' when there is none. */
function lastOf(all: string): { before: string; beginning: string } {
  const last = /(?:^|\s)([\p{L}\p{N}\p{M}]{2,})$/u.exec(all);
  const isInPhrase = (all.match(/"/g) ?? []).length % 2 === 1;
  if (!last || isInPhrase || /^(or|and)$/i.test(last[1]!)) return { before: '', beginning: '' };
  return { before: all.slice(0, last.index).trim(), beginning: last[1]! };
}

/** The words of parts of a row, by their weights; undefined for parts that a change does not touch. */
export type WordParts = Partial<Record<'a' | 'b' | 'c' | 'd', string | undefined>>;

/** What a row held when it was read, and the words of that; '' stands for nothing. */
interface Known {
  columns: Record<string, string>;
  parts: WordParts;
}

/**
 * A change with its words in the place of the former ones; those of parts that it does not touch stay. Where the row
 * still holds what is known of it, those are made anew, too: a row whose text has the mark of this fold has all of it.
 */
export function withParts<Change extends object>(
  db: Database,
  change: Change,
  parts: WordParts,
  known: Known = { columns: {}, parts: {} },
): Change {
  const all = Object.entries(parts);
  const kept = all.flatMap(([weight, words]) => (words === undefined ? weight : []));
  if (kept.length === all.length) return change;
  const made = all.map(([, words]) => words ?? '').join(' ');
  if (!kept.length) return { ...change, words: made };
  const columns = Object.entries(known.columns);
  const others = Object.entries(known.parts).map(([weight, words]) => (kept.includes(weight) && words) || '');
  const holds = columns.map(() => '?? = ?').join(' AND ');
  const words = db.raw(
    `(CASE WHEN :holds THEN :others ELSE coalesce(ts_filter(words, (:kept)::"char"[])::text, '') END
      || ' ' || :made)::tsvector`,
    { kept, made, others: others.join(' '), holds: db.raw(holds || 'false', columns.flat()) },
  );
  return { ...change, words };
}

/**
 * Makes what writes the words of a table.
 * @param partsOf the words of what a change holds; `words` of it are those of its text, when they are made already
 * @param columns of texts, whose words it may have to make beside those of a change
 */
export const wordsWriter =
  <Row extends { words: unknown }, Column extends keyof Row & string>(
    partsOf: (row: Partial<Row>) => WordParts,
    columns: Column[],
  ) =>
  /** A change with its words. @param row as it was read, for what the change does not touch */
  <Change extends Partial<Row>>(db: Database, change: Change, row?: Partial<Row>): Change => {
    const { words: _text, ...rest } = change;
    if (!row || columns.some((name) => row[name] === undefined))
      return withParts(db, rest as unknown as Change, partsOf(change));
    const held = Object.fromEntries(columns.map((name) => [name, String(row[name])]));
    const known = { columns: held, parts: partsOf(held as Partial<Row>) };
    return withParts(db, rest as unknown as Change, partsOf(change), known);
  };
