// comments/queries/rest-sight.ts: which comments somebody may see in lists, and what is known of many at once.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

/** What somebody may see besides approved comments under posts that everybody may read. */
export interface Sight {
  /** Every comment: for moderators. */
  all: boolean;
  /** Who looks; 0 for strangers. Their own comments are shown to them, and approved ones under their own posts. */
  user_id: number;
  /** Types of post (`post`, `page`) whose comments they moderate where the post is theirs; and where it is out, too. */
  moderates: string[];
  moderates_published: string[];
  /** Protected posts whose password came. */
  opened: number[];
}

/** The same that `seesComment` of rest/sight.ts says of one comment. */
export function seen(query: Knex.QueryBuilder, sight: Sight): Knex.QueryBuilder {
  const { all, user_id, moderates, moderates_published, opened } = sight;
  if (all) return query;
  const isOpen = (one: Knex.QueryBuilder) =>
    one
      .where({ 'comments.status': 'approve', 'posts.status': 'publish' })
      .whereIn('posts.type', ['post', 'page'])
      .where((open) => {
        void open.where({ 'posts.password': '' });
        if (opened.length) void open.orWhereIn('posts.id', opened);
      });
  if (!user_id) return query.where(isOpen);
  return query.where((any) =>
    any
      .where(isOpen)
      .orWhere({ 'comments.user_id': user_id })
      .orWhere((own) =>
        own
          .where({ 'posts.author_id': user_id, 'posts.password': '', 'comments.status': 'approve' })
          .whereIn('posts.type', ['post', 'page'])
          .whereNot({ 'posts.status': 'trash' }),
      )
      .orWhere((own) =>
        own
          .where({ 'posts.author_id': user_id })
          .whereNot({ 'posts.status': 'trash' })
          .whereIn('posts.type', moderates)
          .where((out) =>
            out
              .whereNotIn('posts.status', ['publish', 'future'])
              .orWhereIn('posts.type', moderates_published),
          ),
      ),
  );
}

/** The newest approved comments under each of several posts, or the newest answers to each of several comments. */
export async function newestOf(
  db: Database,
  of: 'post_id' | 'parent_id',
  ids: number[],
  { sight, limit }: { sight: Sight; limit: number },
): Promise<Comment[]> {
  if (!ids.length) return [];
  const newest = seen(
    db('comments')
      .join('posts', 'posts.id', 'comments.post_id')
      .where({ 'comments.status': 'approve', 'comments.type': 'comment' })
      .whereRaw('comments.?? = wanted.id', [of]),
    sight,
  )
    .orderByRaw('comments.posted_at DESC, comments.id DESC')
    .limit(limit)
    .select('comments.*');
  const { rows } = await db.raw<{ rows: Comment[] }>(
    `SELECT found.* FROM unnest(?::int[]) AS wanted (id) CROSS JOIN LATERAL (?) AS found
      ORDER BY found.posted_at DESC, found.id DESC LIMIT ?`,
    [ids, newest, limit * ids.length],
  );
  return rows;
}

export async function commentsByIds(db: Database, ids: number[]): Promise<Map<number, Comment>> {
  if (!ids.length) return new Map();
  const rows = await db<Comment>('comments').whereIn('id', ids).orderBy('id').limit(ids.length);
  return new Map(rows.map((comment) => [comment.id, comment]));
}

/** Those of some comments that were answered, as far as everybody may see it. */
export async function answeredAmong(db: Database, ids: number[]): Promise<Set<number>> {
  if (!ids.length) return new Set();
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM unnest(:ids::int[]) AS one (id)
      WHERE EXISTS (SELECT FROM comments WHERE parent_id = one.id AND status = 'approve')
      ORDER BY id LIMIT :most`,
    { ids, most: ids.length },
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether a comment is another one, or stands below it. */
export async function isWithin(db: Database, id: number, above: number): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { is_within: boolean }[] }>(
    `WITH RECURSIVE up AS (
       SELECT id, parent_id FROM comments WHERE id = :id
       UNION SELECT comments.id, comments.parent_id FROM comments JOIN up ON comments.id = up.parent_id
     )
     SELECT EXISTS (SELECT FROM up WHERE id = :above) AS is_within LIMIT 1`,
    { id, above },
  );
  return rows[0]!.is_within;
}
