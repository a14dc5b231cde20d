// comments/moderation/queries.ts: changes of status, and comments that go for good.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../../posts/post.ts';
import type { Comment, CommentStatus } from '../comment.ts';

/** What moderation must know: the comment's state and whose post it stands under. */
export type Moderated = Pick<Comment, 'id' | 'post_id' | 'status'> & {
  post: Pick<Post, 'type' | 'status' | 'former_status' | 'author_id'>;
};

/** What is asked of a post before its comments are moderated. */
export const postRights = `json_build_object('type', posts.type, 'status', posts.status,
  'former_status', posts.former_status, 'author_id', posts.author_id)`;

export function commentsToModerate(db: Database, ids: number[]): Promise<Moderated[]> {
  return db('comments')
    .join('posts', 'posts.id', 'comments.post_id')
    .select('comments.id', 'comments.post_id', 'comments.status')
    .select({ post: db.raw(postRights) })
    .whereIn('comments.id', ids)
    .orderBy('comments.id')
    .limit(ids.length);
}

export interface StatusChange {
  id: number;
  post_id: number;
  status: CommentStatus;
  /** `removed` only of a placeholder that is deleted. */
  was: Comment['status'];
  /** What `restore` would have brought back. */
  former_status: CommentStatus | null;
}

/**
 * Sets the status of several comments, or brings back the former one (`restore`; hold when none is known). Spam and
 * trash remember where the comment came from. Gives back only those that changed.
 */
export async function changeStatus(
  db: Database,
  ids: number[],
  to: CommentStatus | 'restore',
  now: Date,
): Promise<StatusChange[]> {
  const { rows } = await db.raw<{ rows: StatusChange[] }>(
    `WITH known AS (
       SELECT id, status, former_status, CASE WHEN :to = 'restore' THEN coalesce(former_status, 'hold') ELSE :to END AS becomes
         FROM comments
        WHERE id = ANY(:ids) AND status <> 'removed' AND (:to <> 'restore' OR status IN ('spam', 'trash'))
        ORDER BY id FOR UPDATE
     )
     UPDATE comments
        SET status = known.becomes, status_changed_at = :now,
            former_status = CASE WHEN :to IN ('spam', 'trash') THEN known.status END
       FROM known
      WHERE comments.id = known.id AND known.becomes <> known.status
     RETURNING comments.id, comments.post_id, comments.status, known.status AS was, known.former_status`,
    { ids, to, now },
  );
  return rows;
}

/** Removes comments for good; their replies move up to what stands above. */
export async function deleteComments(
  db: Database,
  ids: number[],
): Promise<(StatusChange & Pick<Comment, 'parent_id'>)[]> {
  await db.raw(
    `UPDATE comments AS reply SET parent_id = gone.parent_id
       FROM comments AS gone
      WHERE gone.id = reply.parent_id AND gone.id = ANY(:ids) AND NOT reply.id = ANY(:ids)
        AND (gone.parent_id IS NULL OR NOT gone.parent_id = ANY(:ids))`,
    { ids },
  );
  return db('comments')
    .whereIn('id', ids)
    .delete()
    .returning(['id', 'post_id', 'parent_id', 'status', 'former_status', db.raw('status AS was')]);
}

/** The oldest comments of a status, since before a time; for emptying spam and trash in portions. */
export async function idsByStatus(
  db: Database,
  { status, before, limit }: { status: 'spam' | 'trash'; before?: Date; limit: number },
): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `SELECT id FROM comments
      WHERE status = :status
        AND coalesce(status_changed_at, posted_at) < coalesce(:before::timestamptz, 'infinity')
      ORDER BY coalesce(status_changed_at, posted_at), id LIMIT :limit`,
    { status, before: before ?? null, limit },
  );
  return rows.map(({ id }) => id);
}

/** Erases the addresses of machines that are older than a time; text, name and email stay. */
export async function eraseAddresses(db: Database, before: Date): Promise<number> {
  return db<Comment>('comments')
    .where('posted_at', '<', before)
    .whereNot({ author_ip: '' })
    .update({ author_ip: '', user_agent: '' });
}
