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

/** All but the last word, which may be the beginning of a longer one; '' when there is none. */
function lastOf(all: string): { before: string; beginning: string } {
  const last = /(?:^|\s)([\p{L}\p{N}\p{M}]{2,})$/u.exec(all);
  const isInPhrase = (all.match(/"/g) ?? []).length % 2 === 1;
  if (!last || isInPhrase || /^(or|and)$/i.test(last[1]!)) return { before: '', beginning: '' };
  return { before: all.slice(0, last.index).trim(), beginning: last[1]! };
}

/** The words of parts of a row, by their weights; undefined for parts that a change does not touch. */
export type WordParts = Partial<Record<'a' | 'b' | 'c' | 'd', string | undefined>>;

/** A change with its words in the place of the former ones; those of parts that it does not touch stay. */
export function withParts<Change extends object>(db: Database, change: Change, parts: WordParts): Change {
  const all = Object.entries(parts);
  const kept = all.flatMap(([weight, words]) => (words === undefined ? weight : []));
  if (kept.length === all.length) return change;
  const made = all.map(([, words]) => words ?? '').join(' ');
  const words = kept.length
    ? db.raw(`(coalesce(ts_filter(words, (:kept)::"char"[])::text, '') || ' ' || :made)::tsvector`, {
        kept,
        made,
      })
    : made;
  return { ...change, words };
}
