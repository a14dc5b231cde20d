// accounts/sign-in.ts: lets somebody in who knows the password, and out again.
import type { Request } from 'express';
import { clientAddress } from '../base/http/client-address.ts';
import { httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { countAttempt, forgetAttempts } from './throttle.ts';
import { hashPassword, isCurrentHash, isRightPassword } from './password.ts';
import { findUserByName, updateUser } from './queries.ts';
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
  await beginSession(req, user, words.remember);
  return user;
}

/** Ends the session on the server; the cookie is worth nothing afterwards. */
export async function signOut(req: Request): Promise<void> {
  await settled((done) => req.session.destroy(done));
}

/** Gives the browser a session under a new id, so that one planted before sign-in is worth nothing. */
export async function beginSession(req: Request, user: User, remember: boolean): Promise<void> {
  await settled((done) => req.session.regenerate(done));
  req.session.user_id = user.id;
  if (!remember) req.session.cookie.expires = null;
  req.user = user;
}

async function renewHash(blog: Blog, user: User, password: string): Promise<void> {
  if (user.password_hash && isCurrentHash(user.password_hash)) return;
  await updateUser(blog.db, user.id, { password_hash: await hashPassword(password) });
}

const settled = (start: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => (error ? reject(error as Error) : resolve()));
  });
