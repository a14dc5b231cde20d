// dashboard/queries.ts: what is going on, in a few numbers and lines.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import type { Post } from '../posts/post.ts';

export interface Glance {
  posts: number;
  pages: number;
  drafts: number;
  scheduled: number;
  comments: number;
  held: number;
  spam: number;
}

/** How much there is of everything. */
export async function glance(db: Database): Promise<Glance> {
  const { rows } = await db.raw<{ rows: Glance[] }>(
    `SELECT * FROM
       (SELECT count(*) FILTER (WHERE type = 'post' AND status = 'publish') AS posts,
               count(*) FILTER (WHERE type = 'page' AND status = 'publish') AS pages,
               count(*) FILTER (WHERE status IN ('draft', 'pending')) AS drafts,
               count(*) FILTER (WHERE status = 'future') AS scheduled
          FROM posts WHERE type IN ('post', 'page')) AS of_posts,
       (SELECT count(*) FILTER (WHERE status = 'approve') AS comments,
               count(*) FILTER (WHERE status = 'hold') AS held,
               count(*) FILTER (WHERE status = 'spam') AS spam
          FROM comments) AS of_comments`,
  );
  return rows[0]!;
}

type LatestComment = Pick<Comment, 'id' | 'author_name' | 'content' | 'status' | 'posted_at'> & {
  title: string;
};

/** The newest comments that wait or were approved; under posts of one author, when given. */
export function latestComments(db: Database, limit: number, author_id?: number): Promise<LatestComment[]> {
  const query = db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .whereIn('comments.status', ['hold', 'approve'])
    .orderByRaw(`comments.status = 'hold' DESC, comments.posted_at DESC, comments.id DESC`)
    .limit(limit);
  if (author_id) void query.where('posts.author_id', author_id);
  return query.select<LatestComment[]>(
    'comments.id',
    'comments.author_name',
    'comments.content',
    'comments.status',
    'comments.posted_at',
    'posts.title',
  );
}

/** What an author works on, or has planned. */
export function workInHand(
  db: Database,
  author_id: number,
  limit: number,
): Promise<Pick<Post, 'id' | 'type' | 'title' | 'status' | 'modified_at'>[]> {
  return db<Post>('posts')
    .where({ author_id })
    .whereIn('type', ['post', 'page'])
    .whereIn('status', ['draft', 'pending', 'future'])
    .orderBy([
      { column: 'modified_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select('id', 'type', 'title', 'status', 'modified_at');
}
