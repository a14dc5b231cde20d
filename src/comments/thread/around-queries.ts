// comments/thread/around-queries.ts: what stands around a page of comments: whom its replies answer, and what is pinned.
import type { Database } from '../../base/database/database.ts';
import type { Comment } from '../comment.ts';
import { shownOnPassages, type PassageRow } from '../passages/queries.ts';

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

interface AroundThread {
  version: number;
  pinned: PinnedComment[];
  passages: PassageRow[];
}

/** How often what readers see of a post's comments has changed, what is pinned there, the latest first, and what is said of passages. */
export async function aroundThread(
  db: Database,
  post_id: number,
  most_pinned: number,
): Promise<AroundThread> {
  const { rows } = await db.raw<{ rows: AroundThread[] }>(
    `SELECT coalesce((SELECT version FROM comment_versions WHERE post_id = :post_id), 0) AS version,
            coalesce((SELECT json_agg(one ORDER BY one.pinned_at DESC, one.id) FROM (
              SELECT id, author_name, html, pinned_at FROM comments
               WHERE post_id = :post_id AND status = 'approve' AND pinned_at IS NOT NULL
               ORDER BY pinned_at DESC, id LIMIT :most_pinned) AS one), '[]') AS pinned,
            coalesce((SELECT json_agg(one ORDER BY one.id) FROM (${shownOnPassages}) AS one), '[]') AS passages`,
    { post_id, most_pinned },
  );
  return rows[0]!;
}
