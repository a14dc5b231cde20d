// posts/queries/bulk.ts: what changes many posts at once; one statement for however many.
import type { Database } from '../../base/database/database.ts';
import type { Post, PostStatus } from '../post.ts';

const known = ['id', 'type', 'status', 'former_status', 'author_id', 'published_at'] as const;

/** What must be known of a post before it is moved. */
export type HeldPost = Pick<Post, (typeof known)[number]>;

/** What is told about a post that was moved. */
export type MovedPost = Pick<Post, 'id' | 'status' | 'published_at'>;

/** Posts of a type, held until the transaction ends, in one order, so that two never wait for each other. */
export function lockPosts(db: Database, type: string, ids: number[]): Promise<HeldPost[]> {
  return db<Post>('posts')
    .where({ type })
    .whereIn('id', ids)
    .orderBy('id')
    .limit(ids.length)
    .forUpdate()
    .select(...known);
}

/** Puts posts into the trash; they remember what they were. Gives back those that were not there yet. */
export async function putIntoTrash(db: Database, ids: number[], now: Date): Promise<MovedPost[]> {
  const { rows } = await db.raw<{ rows: MovedPost[] }>(
    `UPDATE posts SET status = 'trash', former_status = status, trashed_at = :now
      WHERE id = ANY(:ids) AND status <> 'trash' RETURNING id, status, published_at`,
    { ids, now },
  );
  return rows;
}

/** Takes posts out of the trash: back to what they were; what was scheduled for a past minute becomes a draft. */
export async function takeOutOfTrash(db: Database, ids: number[], now: Date): Promise<MovedPost[]> {
  const { rows } = await db.raw<{ rows: MovedPost[] }>(
    `UPDATE posts
        SET status = CASE WHEN former_status = 'future' AND published_at <= :now THEN 'draft'
                          ELSE coalesce(former_status, 'draft') END,
            former_status = NULL, trashed_at = NULL
      WHERE id = ANY(:ids) AND status = 'trash' RETURNING id, status, published_at`,
    { ids, now },
  );
  return rows;
}

export async function deletePosts(db: Database, ids: number[]): Promise<void> {
  await db<Post>('posts').whereIn('id', ids).delete();
}

/** What lies in the trash, beyond an id; for emptying it in portions. */
export async function trashedIds(
  db: Database,
  { type, author_id, after, limit }: { type: string; author_id?: number; after: number; limit: number },
): Promise<number[]> {
  const rows = await db<Post>('posts')
    .where({ type, status: 'trash' as PostStatus, ...(author_id && { author_id }) })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}
