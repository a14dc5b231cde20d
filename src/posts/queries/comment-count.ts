// posts/queries/comment-count.ts: how many approved comments, of all kinds, a post has.
import type { Database } from '../../base/database/database.ts';

/**
 * Adds to the counts of several posts, in the transaction that changes the comments. Adding, not counting again: of
 * two at once neither sees the other's comments.
 * @param changes post id → how many more or fewer
 */
export async function addToCommentCounts(db: Database, changes: Map<number, number>): Promise<void> {
  const real = [...changes].filter(([, by]) => by !== 0).toSorted(([a], [b]) => a - b);
  if (!real.length) return;
  await db.raw(
    `UPDATE posts SET comment_count = greatest(0, comment_count + change.by)
       FROM unnest(:ids::integer[], :by::integer[]) AS change (id, by)
      WHERE posts.id = change.id`,
    { ids: real.map(([id]) => id), by: real.map(([, by]) => by) },
  );
}
