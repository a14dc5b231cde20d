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

/** What moderators pinned under a post, the latest first. */
export async function pinnedComments(
  db: Database,
  post_id: number,
  limit: number,
): Promise<Pick<Comment, 'id' | 'author_name' | 'html'>[]> {
  return db<Comment>('comments')
    .where({ post_id, status: 'approve' })
    .whereNotNull('pinned_at')
    .orderBy([{ column: 'pinned_at', order: 'desc' }, 'id'])
    .limit(limit)
    .select('id', 'author_name', 'html');
}
