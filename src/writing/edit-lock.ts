// writing/edit-lock.ts: one writer at a time: a screen that is open says so again and again, and another may take over.
import type { User } from '../accounts/user.ts';
import { findUser } from '../accounts/queries.ts';
import type { Blog } from '../blog.ts';
import { deleteLock, findLock, putLock } from './queries/edit-locks.ts';
import { refuseStranger } from './save.ts';

/** As in WordPress: who has not been heard of for so long is writing no more. */
const lockLasts = 150_000; // ms

export interface Screen {
  id: number;
  type: 'post' | 'page';
  screen: string;
}

/**
 * Says that this person is writing the post.
 * @param takes_over also when somebody else is
 * @returns who is writing instead; undefined when this person has the lock now
 * @throws HttpError 404, 403, 409 when the post lies in the trash
 */
export async function lockPostFor(
  blog: Blog,
  user: User,
  { id, type, screen }: Screen,
  { takes_over = false } = {},
): Promise<User | undefined> {
  await refuseStranger(blog, user, { id, type });
  const now = blog.now();
  const lock = { post_id: id, user_id: user.id, screen, locked_at: now };
  return (await putLock(blog.db, lock, takes_over ? 'all' : expiry(now)))
    ? undefined
    : holderOf(blog, user, id);
}

/** Says that this screen was closed. A lock of another screen stays. */
export async function unlockPost(blog: Blog, user: User, { id, screen }: Pick<Screen, 'id' | 'screen'>) {
  await deleteLock(blog.db, { post_id: id, user_id: user.id, screen });
}

/** Who else is writing the post just now. */
export async function holderOf(blog: Blog, user: User, post_id: number): Promise<User | undefined> {
  const lock = await findLock(blog.db, post_id);
  const isHeld = lock && lock.user_id !== user.id && lock.locked_at >= expiry(blog.now());
  return isHeld ? findUser(blog.db, lock.user_id) : undefined;
}

const expiry = (now: Date) => new Date(now.getTime() - lockLasts);
