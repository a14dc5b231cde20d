// comments/queries/rest-list.ts: the lists of comments of the REST API, and what is known of many comments at once.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import type { Slice } from '../../base/rest/collection.ts';
import { totalOf } from '../../base/rest/total-queries.ts';
import { queryOf } from '../../base/words/queries.ts';
import { wantedOf, type Written } from '../../base/words/wanted.ts';
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

/** So many comments that hold the words are looked up; of more common words the list is read in its order. */
const mostFound = 2000;

const keys: Record<string, string> = {
  id: 'comments.id',
  post: 'comments.post_id',
  parent: 'coalesce(comments.parent_id, 0)',
  type: 'comments.type',
};

/** A page of the list, and how many it holds in all (totalOf; 0 behind an id). */
export async function commentsForRest(
  db: Database,
  asked: RestFilter,
  order: RestOrder,
  { limit, offset }: Slice,
): Promise<{ comments: Comment[]; total: number }> {
  const wanted = wantedOf(asked.search, { beginnings: 'all' });
  if (asked.search && !wanted) return { comments: [], total: 0 };
  const query = wanted && (await queryOf(db, wanted));
  const filter = query ? await lookedUp(db, asked, query) : asked;
  const words = query && filter === asked ? query.exact : undefined;
  const list = sorted(filtered(db, filter, words).select('comments.*'), order, filter);
  const [comments, total] = await Promise.all([
    list.limit(limit).offset(offset) as Promise<Comment[]>,
    asked.behind_id === undefined ? totalOf(db, filtered(db, filter, words)) : 0,
  ]);
  return { comments, total };
}

/** Rare words stand for a list of comments; common ones are met soon enough on the way. */
async function lookedUp(db: Database, filter: RestFilter, query: Written): Promise<RestFilter> {
  if (!query.indexed) return filter;
  // The limit stands inside: in the order of ids the planner would walk the table in the hope of early matches.
  const { rows } = await db.raw<{ rows: { id: number; is_match: boolean }[] }>(
    `SELECT id, ts_match_vq(words, (:exact)::tsquery) AS is_match
       FROM (SELECT id, words FROM comments WHERE words @@ (:indexed)::tsquery LIMIT :most) AS found ORDER BY id`,
    { ...query, most: mostFound + 1 },
  );
  if (rows.length > mostFound) return filter;
  const ids = rows.filter(({ is_match }) => is_match).map(({ id }) => id);
  const include = filter.include.length ? ids.filter((id) => filter.include.includes(id)) : ids;
  return { ...filter, include: include.length ? include : [0] };
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

function filtered(db: Database, filter: RestFilter, words?: string): Knex.QueryBuilder {
  const { statuses, kinds, posts, include, exclude, email, written, behind_id } = filter;
  const query = db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .whereIn('comments.status', statuses)
    .whereIn('comments.type', kinds);
  if (words) void query.whereRaw('comments.words @@ ?::tsquery', [words]);
  if (posts.length) void query.whereIn('comments.post_id', posts);
  if (include.length) void query.whereIn('comments.id', include);
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
