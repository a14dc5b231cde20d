// posts/queries.ts: all the SQL about posts and pages.
import type { Database } from '../base/database/database.ts';
import type { Post } from './post.ts';

export function findPost(db: Database, id: number): Promise<Post | undefined> {
  return db<Post>('posts').where({ id }).first();
}

export async function insertPost(db: Database, post: Partial<Post>): Promise<Post> {
  const [made] = await db<Post>('posts').insert(post).returning('*');
  return made!;
}
