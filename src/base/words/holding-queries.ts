// base/words/holding-queries.ts: rows that hold words, for lists that look into columns as they were typed and into the words made of them.
import type { Knex } from 'knex';
import { literalInLike } from '../database/like.ts';
import { tsqueryOf, type Term, type Wanted } from './wanted.ts';

export interface Holding {
  wanted: Wanted;
  /** Where parts of words are looked for, as they are typed. */
  columns: string[];
  /** Where words are looked for, however they are written: a tsvector. */
  words: string;
  /** Only words of these weights; '' for all. */
  weights?: string;
  /** Most rows hold them: the list is read in its order, and no index asked. */
  is_common?: boolean | undefined;
}

/** Narrows a list down to what holds all terms, in one way or the other; one with a minus stands in neither. */
export function whereHolding(query: Knex.QueryBuilder, holding: Holding): void {
  void query.where((any) => {
    for (const terms of holding.wanted.choices)
      void any.orWhere((all) => {
        for (const term of terms) {
          const holds = (one: Knex.QueryBuilder) => holdsTerm(one, term, holding);
          if (term.is_without) void all.whereNot(holds);
          else void all.where(holds);
        }
      });
  });
}

function holdsTerm(
  query: Knex.QueryBuilder,
  term: Term,
  { columns, words, weights = '', is_common }: Holding,
): void {
  for (const column of columns)
    // Written so that the planner thinks of no index of parts of words, and of many matches, as there are.
    if (is_common) void query.orWhereRaw('strpos(lower(??), lower(?)) > 0', [column, term.typed]);
    else void query.orWhereILike(column, `%${literalInLike(term.typed)}%`);
  if (!term.tokens.length) return;
  const wanted = tsqueryOf({ ...term, is_without: false }, weights);
  const holds = is_common ? 'ts_match_vq(??, ?::tsquery)' : '?? @@ ?::tsquery';
  // What has no words yet holds none: not to know it would leave it out of what is without them.
  void query.orWhereRaw(term.is_without ? `coalesce(${holds}, false)` : holds, [words, wanted]);
}
