// posts/queries/list.ts: the admin's lists of posts and pages: a page of lines, counts, and what they are filtered by.
import type { Database } from '../../base/database/database.ts';
import { whereHolding } from '../../base/words/holding-queries.ts';
import { wantedOf } from '../../base/words/wanted.ts';
import type { Post, PostFormat, PostStatus } from '../post.ts';
import type { Slice } from './archive.ts';

/** The columns of a line. */
export const shown = [
  'id',
  'type',
  'title',
  'slug',
  'status',
  'former_status',
  'author_id',
  'parent_id',
  'published_at',
  'modified_at',
  'comment_count',
  'is_sticky',
  'password',
] as const;

export type ListedPost = Pick<Post, (typeof shown)[number]>;

/** Which posts a list holds; all parts that are given must hold. */
export interface PostListFilter {
  type: string;
  /** Left out: all but the trash. */
  status?: PostStatus;
  is_sticky?: boolean;
  author_id?: number;
  /** Posts with one of these, and with one of those, and so on. */
  terms?: number[][];
  format?: PostFormat;
  span?: { from: Date; until: Date };
  /** Words, "phrases", -without: parts of title or text as they are typed, or words however they are written. */
  search?: string;
  /** Most posts hold them: reading the list in its order is quicker than looking them up. */
  is_common?: boolean;
  /** Only these. */
  ids?: number[];
}

export interface Sort {
  by: 'title' | 'date' | 'comments';
  is_descending: boolean;
}

// What is not out yet stands where it was worked on last. The indexes posts_desk, …_by_title and …_by_comments hold the same words.
const orders: Record<Sort['by'], [up: string, down: string]> = {
  date: ['coalesce(published_at, modified_at), id', 'coalesce(published_at, modified_at) DESC, id DESC'],
  title: ['left(lower(title), 200), id', 'left(lower(title), 200) DESC, id DESC'],
  comments: ['comment_count, id', 'comment_count DESC, id DESC'],
};

/** A page of the list. */
export function postsForList(
  db: Database,
  filter: PostListFilter,
  sort: Sort,
  { limit, offset }: Slice,
): Promise<ListedPost[]> {
  const order = orders[sort.by][sort.is_descending ? 1 : 0];
  // Far back, the ids are found in an index before any row is read.
  const ids = filtered(db, filter).orderByRaw(order).limit(limit).offset(offset).select('id');
  return db<Post>('posts')
    .whereIn('id', ids)
    .orderByRaw(order)
    .limit(limit)
    .select(...shown);
}

/** Posts of a type by their ids, as a list shows them. */
export function listedByIds(db: Database, type: string, ids: number[]): Promise<ListedPost[]> {
  return db<Post>('posts')
    .where({ type })
    .whereIn('id', ids)
    .orderByRaw('coalesce(published_at, modified_at) DESC, id DESC')
    .limit(ids.length)
    .select(...shown);
}

export async function countForList(db: Database, filter: PostListFilter): Promise<number> {
  const [row] = await filtered(db, filter).count<{ count: number }[]>('* as count');
  return row!.count;
}

export interface StatusCount {
  status: PostStatus;
  all: number;
  mine: number;
  sticky: number;
}

/** How many posts of a type have each status; of one author, when given. `mine` are those of `user_id`. */
export async function countsByStatus(
  db: Database,
  { type, author_id, user_id = 0 }: Scope & { user_id?: number },
): Promise<StatusCount[]> {
  const { rows } = await db.raw<{ rows: StatusCount[] }>(
    `SELECT status, count(*) AS all, count(*) FILTER (WHERE author_id = :user_id) AS mine,
            count(*) FILTER (WHERE is_sticky) AS sticky
       FROM posts
      WHERE type = :type AND (:author_id::int IS NULL OR author_id = :author_id)
      GROUP BY status ORDER BY status LIMIT 10`,
    { type, author_id: author_id ?? null, user_id },
  );
  return rows;
}

/** Whose posts of which type; of everybody when `author_id` is left out. */
export interface Scope {
  type: string;
  author_id?: number;
}

/** When the first and the last post of a list are; undefined when there is none. */
export async function datesOfPosts(
  db: Database,
  { type, author_id }: Scope,
): Promise<{ first: Date; last: Date } | undefined> {
  const { rows } = await db.raw<{ rows: { first: Date | null; last: Date }[] }>(
    `SELECT min(coalesce(published_at, modified_at)) AS first, max(coalesce(published_at, modified_at)) AS last
       FROM posts WHERE type = :type AND (:author_id::int IS NULL OR author_id = :author_id)`,
    { type, author_id: author_id ?? null },
  );
  const { first, last } = rows[0]!;
  return first ? { first, last } : undefined;
}

/** Which of these stretches of time hold a post, by their numbers from 0. One step through the index each. */
export async function filledSpans(
  db: Database,
  { type, author_id }: Scope,
  spans: { from: Date; until: Date }[],
): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { number: number }[] }>(
    `SELECT number - 1 AS number
       FROM unnest(:froms::timestamptz[], :untils::timestamptz[]) WITH ORDINALITY AS span (since, until, number)
      WHERE EXISTS (
        SELECT 1 FROM posts
         WHERE type = :type AND (:author_id::int IS NULL OR author_id = :author_id) AND status <> 'trash'
           AND coalesce(published_at, modified_at) >= since AND coalesce(published_at, modified_at) < until)
      ORDER BY number LIMIT 2000`,
    {
      type,
      author_id: author_id ?? null,
      froms: spans.map(({ from }) => from),
      untils: spans.map(({ until }) => until),
    },
  );
  return rows.map(({ number }) => number);
}

/** Who has written posts of a type, by name; from author to author through the index. */
export async function authorsOfPosts(
  db: Database,
  type: string,
): Promise<{ id: number; display_name: string }[]> {
  const { rows } = await db.raw<{ rows: { id: number; display_name: string }[] }>(
    `WITH RECURSIVE authors AS (
       SELECT min(author_id) AS id FROM posts WHERE type = :type
       UNION ALL
       SELECT (SELECT min(author_id) FROM posts WHERE type = :type AND author_id > authors.id)
         FROM authors WHERE id IS NOT NULL
     )
     SELECT users.id, display_name FROM authors JOIN users ON users.id = authors.id
      ORDER BY lower(display_name), users.id LIMIT 500`,
    { type },
  );
  return rows;
}

/** Posts that a list holds; add columns, order and limit. */
export function filtered(db: Database, filter: PostListFilter) {
  const { type, status, is_sticky, author_id, terms = [], format, span, search, is_common, ids } = filter;
  const query = db<Post>('posts').where({ type });
  if (status) void query.where({ status });
  else void query.whereNot({ status: 'trash' });
  if (is_sticky) void query.where({ is_sticky });
  if (author_id) void query.where({ author_id });
  if (format) void query.where({ format });
  for (const ids of terms) {
    void query.whereIn('id', db('post_terms').select('post_id').whereIn('term_id', ids));
  }
  if (span) {
    void query.whereRaw('coalesce(published_at, modified_at) >= :from', span);
    void query.whereRaw('coalesce(published_at, modified_at) < :until', span);
  }
  const wanted = search && wantedOf(search, { beginnings: 'all', signs: true });
  if (wanted) whereHolding(query, { wanted, columns: ['title', 'content'], words: 'words', is_common });
  if (ids) void query.whereIn('id', ids);
  return query;
}
