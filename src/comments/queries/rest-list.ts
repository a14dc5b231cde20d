// comments/queries/rest-list.ts: the lists of comments of the REST API, and what is known of many comments at once.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import type { Slice } from '../../base/rest/collection.ts';
import { totalOf } from '../../base/rest/total-queries.ts';
import { inTurn } from '../../base/words/in-turn.ts';
import { queryOf, searching } from '../../base/words/queries.ts';
import { wantedOf, type Wanted } from '../../base/words/wanted.ts';
import type { Comment, CommentKind, CommentStatus } from '../comment.ts';
import { seen, type Sight } from './rest-sight.ts';

/** Which comments; all parts that are given must hold. */
export interface RestFilter {
  sight: Sight;
  statuses: CommentStatus[];
  kinds: CommentKind[];
  posts: number[];
  parents: number[];
  parents_exclude: number[];
  include: number[];
  exclude: number[];
  author?: number[] | undefined;
  author_exclude?: number[] | undefined;
  email?: string | undefined;
  written: { after?: Date | undefined; before?: Date | undefined };
  search: string;
  /** Only what stands behind this one, in the order of ids. */
  behind_id?: number | undefined;
  is_ascending: boolean;
}

export interface RestOrder {
  by: string;
  is_descending: boolean;
}

/** So many comments that hold the words are looked at, in no order. */
const looked = 2000;
/** Of words that more comments hold, the newest of each status are looked through as well. */
const recent = 5000;

const keys: Record<string, string> = {
  id: 'comments.id',
  post: 'comments.post_id',
  parent: 'coalesce(comments.parent_id, 0)',
  type: 'comments.type',
};

/**
 * A page of the list, and how many it holds in all (totalOf; 0 behind an id). Words are looked for as the site's search does
 * it: those that more than 2,000 comments hold in the newest 5,000 of each status and in 2,000 others.
 * @throws HttpError 503 when too many search, PostgreSQL's query_canceled when it takes too long
 */
export async function commentsForRest(
  db: Database,
  asked: RestFilter,
  order: RestOrder,
  { limit, offset }: Slice,
): Promise<{ comments: Comment[]; total: number }> {
  const wanted = wantedOf(asked.search, { beginnings: 'all' });
  if (asked.search && !wanted) return { comments: [], total: 0 };
  const found = wanted && (await inTurn(() => searching(db, (db) => idsHolding(db, asked, wanted))));
  const filter = found ? { ...asked, include: found.length ? found : [0] } : asked;
  const list = sorted(filtered(db, filter).select('comments.*'), order, filter);
  const [comments, total] = await Promise.all([
    list.limit(limit).offset(offset) as Promise<Comment[]>,
    asked.behind_id === undefined ? totalOf(db, filtered(db, filter)) : 0,
  ]);
  return { comments, total };
}

/** The ids of comments that hold the words; of those that are asked for, in their order. */
async function idsHolding(
  db: Database,
  { include, statuses }: RestFilter,
  wanted: Wanted,
): Promise<number[]> {
  const { exact, indexed } = await queryOf(db, wanted);
  if (include.length) {
    const rows = await db<Comment>('comments')
      .whereIn('id', include)
      .whereRaw('ts_match_vq(words, ?::tsquery)', [exact])
      .orderByRaw('array_position(?::int[], id), id', [include])
      .limit(include.length)
      .select('id');
    return rows.map(({ id }) => id);
  }
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    // The status is written so that the planner thinks of no index of it: only that of words can tell that there are none.
    `WITH by_words AS MATERIALIZED (
       SELECT id, words FROM comments
        WHERE words @@ :indexed::tsquery AND (status || '') = ANY(:statuses) LIMIT :looked
     ), by_date AS MATERIALIZED (
       SELECT newest.id, newest.words
         FROM unnest(:statuses::text[]) AS one (status)
        CROSS JOIN LATERAL (
          SELECT id, words FROM comments WHERE comments.status = one.status
           ORDER BY posted_at DESC, id DESC LIMIT :recent) AS newest
        WHERE (:indexed::tsquery IS NULL OR (SELECT count(*) FROM by_words) = :looked)
          AND newest.words @@ :exact::tsquery AND newest.id NOT IN (SELECT id FROM by_words)
     )
     SELECT id FROM (SELECT * FROM by_words UNION ALL SELECT * FROM by_date) AS found
      WHERE words @@ :exact::tsquery ORDER BY id LIMIT :most`,
    { exact, indexed: indexed || null, statuses, looked, recent, most: looked + 5 * recent },
  );
  return rows.map(({ id }) => id);
}

function sorted(
  query: Knex.QueryBuilder,
  { by, is_descending }: RestOrder,
  { include }: Pick<RestFilter, 'include'>,
) {
  if (by === 'include')
    return query.orderByRaw('array_position(:include::int[], comments.id), comments.id', { include });
  const way = is_descending ? 'DESC' : 'ASC';
  const key = keys[by] ?? 'comments.posted_at';
  return query.orderByRaw(by === 'id' ? `${key} ${way}` : `${key} ${way}, comments.id ${way}`);
}

function filtered(db: Database, filter: RestFilter): Knex.QueryBuilder {
  const { statuses, kinds, posts, include, exclude, email, written, behind_id } = filter;
  const query = db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .whereIn('comments.status', statuses)
    .whereIn('comments.type', kinds);
  if (posts.length) void query.whereIn('comments.post_id', posts);
  if (include.length) void query.whereRaw('comments.id = ANY(?)', [include]);
  if (exclude.length) void query.whereNotIn('comments.id', exclude);
  if (email) void query.whereRaw('lower(comments.author_email) = lower(?)', [email]);
  if (written.after) void query.where('comments.posted_at', '>', written.after);
  if (written.before) void query.where('comments.posted_at', '<', written.before);
  if (behind_id !== undefined) void query.where('comments.id', filter.is_ascending ? '>' : '<', behind_id);
  byAuthor(query, filter);
  inThread(query, filter);
  return seen(query, filter.sight);
}

function byAuthor(query: Knex.QueryBuilder, { author = [], author_exclude = [] }: RestFilter): void {
  if (author.length) void query.whereIn('comments.user_id', author);
  if (author_exclude.length)
    void query.where((one) =>
      one.whereNull('comments.user_id').orWhereNotIn('comments.user_id', author_exclude),
    );
}

/** 0 is the place above all comments. */
function inThread(query: Knex.QueryBuilder, { parents, parents_exclude }: RestFilter): void {
  const below = (ids: number[]) => (one: Knex.QueryBuilder) => {
    void one.whereIn('comments.parent_id', ids);
    if (ids.includes(0)) void one.orWhereNull('comments.parent_id');
  };
  if (parents.length) void query.where(below(parents));
  // Not NOT (parent_id IN …): that of a comment without a parent would be unknown.
  if (parents_exclude.length)
    void query.where((one) => {
      void one.whereNotIn('comments.parent_id', parents_exclude);
      if (!parents_exclude.includes(0)) void one.orWhereNull('comments.parent_id');
    });
}
