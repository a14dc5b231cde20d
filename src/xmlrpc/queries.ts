// xmlrpc/queries.ts: what the methods ask the database besides other features' queries.
import type { Database } from '../base/database/database.ts';
import type { Comment } from '../comments/comment.ts';
import type { Media } from '../media/media.ts';
import type { Revision } from '../writing/queries/revisions.ts';

/** An earlier text of a post, by its own id. */
export function revisionById(
  db: Database,
  id: number,
): Promise<Pick<Revision, 'id' | 'post_id'> | undefined> {
  return db<Revision>('revisions').where({ id, kind: 'revision' }).first('id', 'post_id');
}

/** Titles of pages by id. */
export async function titlesOf(db: Database, ids: number[]): Promise<Map<number, string>> {
  if (!ids.length) return new Map();
  const rows = await db('posts')
    .whereIn('id', ids)
    .orderBy('id')
    .limit(ids.length)
    .select<{ id: number; title: string }[]>('id', 'title');
  return new Map(rows.map(({ id, title }) => [id, title]));
}

export interface CommentCounts {
  approved: number;
  awaiting_moderation: number;
  spam: number;
  total_comments: number;
}

/** How many comments of each status a post has; the trash is not counted. */
export async function commentCounts(db: Database, post_id: number): Promise<CommentCounts> {
  const { rows } = await db.raw<{ rows: CommentCounts[] }>(
    `SELECT count(*) FILTER (WHERE status = 'approve')::int AS approved,
            count(*) FILTER (WHERE status = 'hold')::int AS awaiting_moderation,
            count(*) FILTER (WHERE status = 'spam')::int AS spam,
            count(*) FILTER (WHERE status <> 'trash')::int AS total_comments
       FROM comments WHERE post_id = :post_id`,
    { post_id },
  );
  return rows[0]!;
}

export interface CommentsAsked {
  post_id: number;
  status?: Comment['status'];
  /** Only under posts of this person. */
  post_author_id?: number;
  limit: number;
  offset: number;
}

/** Comments, the newest first; spam and trash only when they are asked for. */
export function commentsAsked(db: Database, asked: CommentsAsked): Promise<Comment[]> {
  const { post_id, status, post_author_id, limit, offset } = asked;
  return db<Comment>('comments')
    .modify((query) => {
      if (post_id) void query.where({ post_id });
      if (status) void query.where({ status });
      else void query.whereIn('status', ['hold', 'approve']);
      if (post_author_id)
        void query.whereIn('post_id', db('posts').select('id').where({ author_id: post_author_id }));
    })
    .orderBy([
      { column: 'posted_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

/** Files of the library that hang on a post. */
export function mediaOfPost(
  db: Database,
  post_id: number,
  { limit, offset }: { limit: number; offset: number },
): Promise<Media[]> {
  return db<Media>('media')
    .where({ source: 'library', post_id })
    .orderBy([
      { column: 'uploaded_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
}

/** Trackbacks and pingbacks that are shown under a post. */
export async function linkbacksOfPost(
  db: Database,
  post_id: number,
): Promise<{ pingTitle: string; pingURL: string; pingIP: string }[]> {
  const rows = await db<Comment>('comments')
    .where({ post_id, status: 'approve' })
    .whereIn('type', ['trackback', 'pingback'])
    .orderBy('id')
    .limit(500)
    .select('author_name', 'author_url');
  // The machine a sender wrote from is nobody's business.
  return rows.map(({ author_name, author_url }) => ({
    pingTitle: author_name,
    pingURL: author_url,
    pingIP: '',
  }));
}
