// comments/thread/mention-queries.ts: linkbacks shown next to the conversation: mentions, and faces of those who like.
import type { Database } from '../../base/database/database.ts';
import { threadColumns, threadJoins, type ThreadedComment } from './queries.ts';

/** The newest approved mentions, or faces, of a post; the oldest of them first. */
export async function shownApart(
  db: Database,
  post_id: number,
  shown_as: 'mention' | 'face',
  limit: number,
): Promise<ThreadedComment[]> {
  const { rows } = await db.raw<{ rows: ThreadedComment[] }>(
    `SELECT ${threadColumns} FROM (
       SELECT id FROM comments
        WHERE post_id = :post_id AND status = 'approve' AND shown_as = :shown_as AND shown_as <> 'comment'
        ORDER BY posted_at DESC, id DESC LIMIT :limit) AS newest
       JOIN comments USING (id) ${threadJoins}
      ORDER BY comments.posted_at, comments.id`,
    { post_id, shown_as, limit },
  );
  return rows;
}

/** How many approved mentions and faces a post has. */
export async function countApart(db: Database, post_id: number): Promise<{ mention: number; face: number }> {
  const { rows } = await db.raw<{ rows: { mention: number; face: number }[] }>(
    `SELECT count(*) FILTER (WHERE shown_as = 'mention')::int AS mention,
            count(*) FILTER (WHERE shown_as = 'face')::int AS face
       FROM comments WHERE post_id = :post_id AND status = 'approve' AND shown_as <> 'comment'`,
    { post_id },
  );
  return rows[0]!;
}
