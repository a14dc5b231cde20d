// posts/queries/write.ts: what changes posts and pages.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export async function insertPost(db: Database, post: Partial<Post>): Promise<Post> {
  const [made] = await db<Post>('posts').insert(post).returning('*');
  return made!;
}
