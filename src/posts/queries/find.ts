// posts/queries/find.ts: single posts and pages.
import type { Database } from '../../base/database/database.ts';
import type { Post } from '../post.ts';

export function findPost(db: Database, id: number): Promise<Post | undefined> {
  return db<Post>('posts').where({ id }).first();
}
