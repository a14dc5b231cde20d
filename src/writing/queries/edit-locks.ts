// writing/queries/edit-locks.ts: who is writing which post.
import type { Database } from '../../base/database/database.ts';

export interface PostLock {
  post_id: number;
  user_id: number;
  /** Which of the writer's open screens, a random word. */
  screen: string;
  locked_at: Date;
}

/**
 * Takes or renews a lock, in one statement, so that of two who come at once one gets it.
 * @param yielding which locks of somebody else give way: those from before a moment, or all
 */
export async function putLock(db: Database, lock: PostLock, yielding: Date | 'all'): Promise<boolean> {
  const taken = await db('post_locks')
    .insert(lock)
    .onConflict('post_id')
    .merge()
    .where((old) => {
      if (yielding === 'all') return;
      void old.where('post_locks.user_id', lock.user_id).orWhere('post_locks.locked_at', '<', yielding);
    })
    .returning('post_id');
  return taken.length > 0;
}

export function findLock(db: Database, post_id: number): Promise<PostLock | undefined> {
  return db<PostLock>('post_locks').where({ post_id }).first();
}

export async function deleteLock(
  db: Database,
  lock: Pick<PostLock, 'post_id' | 'user_id' | 'screen'>,
): Promise<void> {
  await db<PostLock>('post_locks').where(lock).delete();
}
