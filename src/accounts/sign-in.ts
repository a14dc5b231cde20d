// accounts/sign-in.ts: lets somebody in who knows the password.
import type { Request } from 'express';
import { clientAddress } from '../base/http/client-address.ts';
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { countAttempt, forgetAttempts } from './throttle.ts';
import { hashPassword, isCurrentHash, isRightPassword } from './passwords/password.ts';
import { findUserByName, updateUser } from './queries.ts';
import { awaitSecondStep } from './two-factor/challenge.ts';
import { beginSession } from './sessions/session.ts';
import { hasTwoFactor } from './two-factor/queries.ts';
import type { User } from './user.ts';

export interface Credentials {
  /** Login name or email. */
  name: string;
  password: string;
  remember: boolean;
}

/**
 * Checks a name and a password and gives the browser a new session: of that user, or, where a second factor holds, one
 * that waits for the code (two-factor/challenge.ts). Attempts are forgotten when all that is asked has come.
 * @param words `redirect_to` is where the sign-in leads in the end
 * @throws HttpError 422 with one message for a wrong name and a wrong password; 429 after too many tries
 */
export async function signIn(
  blog: Blog,
  req: Request,
  words: Credentials & { redirect_to: string },
): Promise<'signed in' | 'code needed'> {
  const attempt = { name: words.name, ip: clientAddress(req) };
  await countAttempt(blog, attempt);
  const user = await findUserByName(blog.db, words.name);
  const isRight = await isRightPassword(user?.password_hash ?? null, words.password);
  if (!user || !isRight) {
    throw httpError(422, 'wrong_credentials', __('This name and password do not belong together.'));
  }
  const password_hash = await renewHash(blog, user, words.password);
  if (await hasTwoFactor(blog.db, user.id)) {
    await awaitSecondStep(blog, req, { ...user, password_hash }, words);
    return 'code needed';
  }
  await forgetAttempts(blog, attempt);
  await beginSession(blog, req, user, words.remember);
  return 'signed in';
}

async function renewHash(blog: Blog, user: User, password: string): Promise<string> {
  if (user.password_hash && isCurrentHash(user.password_hash)) return user.password_hash;
  const password_hash = await hashPassword(password);
  await updateUser(blog.db, user.id, { password_hash });
  return password_hash;
}
