// writing/queries/owner.ts: all posts and pages of one author, whatever their status.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../../posts/post.ts';
import type { MovedPost } from './bulk.ts';

/** How many posts and pages a user wrote; what lies in the trash counts too. */
export async function countOwned(db: Database, author_id: number): Promise<Record<'post' | 'page', number>> {
  const rows = await db('posts')
    .where({ author_id })
    .groupBy('type')
    .orderBy('type')
    .select<{ type: 'post' | 'page'; count: number }[]>('type', db.raw('count(*) AS count'));
  return { post: 0, page: 0, ...Object.fromEntries(rows.map(({ type, count }) => [type, count])) };
}

/** What a user wrote and has not put into the trash, beyond an id; for going through it in portions. */
export async function ownedIds(
  db: Database,
  {
    type,
    author_id,
    after,
    limit,
  }: { type: 'post' | 'page'; author_id: number; after: number; limit: number },
): Promise<number[]> {
  return db<Post>('posts')
    .where({ type, author_id })
    .whereNot({ status: 'trash' })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
}

/** Posts of one author become those of another: their dates stay as they are. */
export async function givePosts(db: Database, from: number, to: number): Promise<MovedPost[]> {
  return db<Post>('posts')
    .where({ author_id: from })
    .update({ author_id: to })
    .returning(['id', 'status', 'published_at']);
}
