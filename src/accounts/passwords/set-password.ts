// accounts/passwords/set-password.ts: gives a user a new password: sessions and emails that could still open the account end.
import { inTransaction, type Database } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { hashPassword } from './password.ts';
import { forgetReset, updateUser } from '../queries.ts';
import { endSessions } from '../sessions/queries.ts';

/** Sets a password, ends all sessions of the user on the server and voids a link that was mailed. */
export async function setPassword(blog: Blog, user_id: number, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await inTransaction(blog, ({ db }) => writePassword(db, user_id, password_hash));
}

/** The same with a hash that was made before, in the caller's transaction. */
export async function writePassword(db: Database, user_id: number, password_hash: string): Promise<void> {
  await updateUser(db, user_id, { password_hash });
  await endSessions(db, user_id);
  await forgetReset(db, user_id);
}
