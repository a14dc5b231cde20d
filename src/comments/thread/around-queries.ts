// comments/thread/around-queries.ts: what stands around a page of comments: whom its replies answer, and what is pinned.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';

/** Who wrote comments that readers see, or saw until their authors removed them. */
export async function answeredNames(
  db: Database,
  ids: number[],
): Promise<Pick<Comment, 'id' | 'status' | 'author_name'>[]> {
  if (!ids.length) return [];
  return db<Comment>('comments')
    .whereIn('id', ids)
    .whereIn('status', ['approve', 'removed'])
    .where({ type: 'comment' })
    .orderBy('id')
    .limit(ids.length)
    .select('id', 'status', 'author_name');
}

/** What moderators pinned. */
export type PinnedComment = Pick<Comment, 'id' | 'author_name' | 'html'>;

/** How often what readers see of a post's comments has changed, and what is pinned there, the latest first. */
export async function aroundThread(
  db: Database,
  post_id: number,
  most_pinned: number,
): Promise<{ version: number; pinned: PinnedComment[] }> {
  const { rows } = await db.raw<{ rows: { version: number; pinned: PinnedComment[] }[] }>(
    `SELECT coalesce((SELECT version FROM comment_versions WHERE post_id = :post_id), 0) AS version,
            coalesce((SELECT json_agg(one ORDER BY one.pinned_at DESC, one.id) FROM (
              SELECT id, author_name, html, pinned_at FROM comments
               WHERE post_id = :post_id AND status = 'approve' AND pinned_at IS NOT NULL
               ORDER BY pinned_at DESC, id LIMIT :most_pinned) AS one), '[]') AS pinned`,
    { post_id, most_pinned },
  );
  return rows[0]!;
}
