// accounts/sign-in.ts: lets somebody in who knows the password.
import type { Request } from 'express';
import { clientAddress } from '../base/http/client-address.ts';
import { httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { countAttempt, forgetAttempts } from './throttle.ts';
import { hashPassword, isCurrentHash, isRightPassword } from './password.ts';
import { findUserByName, updateUser } from './queries.ts';
import { beginSession } from './session.ts';
import type { User } from './user.ts';

export interface Credentials {
  /** Login name or email. */
  name: string;
  password: string;
  remember: boolean;
}

/**
 * Checks a name and a password and gives the browser a new session of that user.
 * @throws HttpError 422 with one message for a wrong name and a wrong password; 429 after too many tries
 */
export async function signIn(blog: Blog, req: Request, words: Credentials): Promise<User> {
  const attempt = { name: words.name, ip: clientAddress(req) };
  await countAttempt(blog, attempt);
  const user = await findUserByName(blog.db, words.name);
  const isRight = await isRightPassword(user?.password_hash ?? null, words.password);
  if (!user || !isRight) {
    throw httpError(422, 'wrong_credentials', 'This name and password do not belong together.');
  }
  await forgetAttempts(blog, attempt);
  await renewHash(blog, user, words.password);
  await beginSession(blog, req, user, words.remember);
  return user;
}

async function renewHash(blog: Blog, user: User, password: string): Promise<void> {
  if (user.password_hash && isCurrentHash(user.password_hash)) return;
  await updateUser(blog.db, user.id, { password_hash: await hashPassword(password) });
}
