// posts/queries/comment-count.ts: how many approved comments, of all kinds, a post has.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

/** Adds to the count, in the transaction that changes the comments. Adding, not counting again: two at once both tell. */
export async function addToCommentCount(db: Database, post_id: number, by: number): Promise<void> {
  if (by) await db<Post>('posts').where({ id: post_id }).increment('comment_count', by);
}
