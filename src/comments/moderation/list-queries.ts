// comments/moderation/list-queries.ts: the moderator's list, its counters and its search.
import type { Knex } from 'knex';
import type { Database } from '../../base/database/database.ts';
import { literalInLike } from '../../base/database/like.ts';
import { listedStatuses, type Comment, type CommentStatus, type KeptComment } from '../comment.ts';
import { postRights, type Moderated } from './queries.ts';

export interface ListFilter {
  view: 'all' | 'mine' | CommentStatus;
  /** '' shows both. */
  kind: '' | 'comment' | 'pings';
  /** 0 for all posts. */
  post_id: number;
  /** Words in name, email, website, address or text. */
  search: string;
  /** Only comments on posts of this author; 0 for all. */
  post_author_id: number;
  /** Who looks: for `mine`. */
  user_id: number;
}

export type ListedComment = KeptComment & {
  post_title: string;
  post_comment_count: number;
  post: Moderated['post'];
  parent_author_name: string | null;
};

export async function listComments(
  db: Database,
  filter: ListFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedComment[]> {
  return (await filtered(db, filter)
    .leftJoin('comments AS parent', 'parent.id', 'comments.parent_id')
    .select('comments.*')
    .select({
      post_title: 'posts.title',
      post_comment_count: 'posts.comment_count',
      post: db.raw(postRights),
      parent_author_name: 'parent.author_name',
    })
    .orderBy([
      { column: 'comments.posted_at', order: 'desc' },
      { column: 'comments.id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)) as ListedComment[];
}

export async function countListed(db: Database, filter: ListFilter): Promise<number> {
  const [row] = (await filtered(db, filter).count({ found: 'comments.id' })) as { found: number }[];
  return row?.found ?? 0;
}

export type Counters = Record<ListFilter['view'], number>;

/** How many comments each view holds, for the same posts. */
export async function countByView(
  db: Database,
  { post_author_id, post_id, user_id }: ListFilter,
): Promise<Counters> {
  const { rows } = await db.raw<{ rows: Counters[] }>(
    `SELECT count(*) FILTER (WHERE comments.status = ANY(:listed)) AS all,
            count(*) FILTER (WHERE comments.status = ANY(:listed) AND user_id = :user_id) AS mine,
            count(*) FILTER (WHERE comments.status = 'hold') AS hold,
            count(*) FILTER (WHERE comments.status = 'approve') AS approve,
            count(*) FILTER (WHERE comments.status = 'spam') AS spam,
            count(*) FILTER (WHERE comments.status = 'trash') AS trash
       FROM comments JOIN posts ON posts.id = comments.post_id
      WHERE (:post_author_id = 0 OR posts.author_id = :post_author_id)
        AND (:post_id = 0 OR comments.post_id = :post_id)`,
    { post_author_id, post_id, user_id, listed: listedStatuses },
  );
  return rows[0]!;
}

/** How many comments wait for a moderator; under posts of one author, when given. */
export async function countPending(db: Database, post_author_id?: number): Promise<number> {
  const pending = db<Comment>('comments').where({ status: 'hold' });
  if (post_author_id) {
    void pending.whereIn('post_id', db('posts').select('id').where({ author_id: post_author_id }));
  }
  const row = await pending.count({ pending: 'id' }).first();
  return Number(row?.pending ?? 0);
}

function filtered(db: Database, filter: ListFilter): Knex.QueryBuilder {
  const { view, kind, post_id, search, post_author_id, user_id } = filter;
  return db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .whereRaw(
      `comments.status = ANY(:statuses)
       AND (:mine = 0 OR comments.user_id = :mine)
       AND (:kind = '' OR (:kind = 'comment') = (comments.type = 'comment'))
       AND (:post_id = 0 OR comments.post_id = :post_id)
       AND (:post_author_id = 0 OR posts.author_id = :post_author_id)
       AND (:search = '' OR comments.author_name ILIKE :like OR comments.author_email ILIKE :like
            OR comments.author_url ILIKE :like OR comments.author_ip ILIKE :like OR comments.content ILIKE :like)`,
      {
        statuses: view === 'all' || view === 'mine' ? listedStatuses : [view],
        mine: view === 'mine' ? user_id : 0,
        kind,
        post_id,
        post_author_id,
        search,
        like: `%${literalInLike(search)}%`,
      },
    );
}
