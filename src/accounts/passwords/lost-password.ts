// accounts/passwords/lost-password.ts: a letter with a link for those who forgot their password; good for an hour and once.
import crypto from 'node:crypto';
import { inTransaction } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { passwordProblem } from '../users/create-user.ts';
import { hashOfToken, mailPasswordLink } from './password-email.ts';
import { hashPassword } from './password.ts';
import { findReset, findUser, findUserByName, takeReset } from '../queries.ts';
import { writePassword } from './set-password.ts';
import { forgetAttempts, mayMailReset } from '../throttle.ts';

/**
 * Mails a link to whoever has this name or email; does nothing, and tells nothing, when nobody has.
 * @throws HttpError 429 when one address asks too often
 */
export async function mailReset(blog: Blog, { name, ip }: { name: string; ip: string }): Promise<void> {
  const isAllowed = await mayMailReset(blog, { name, ip });
  const user = await findUserByName(blog.db, name);
  if (user && isAllowed) await mailPasswordLink(blog, user, 'reset');
}

/** Whether a mailed link is still good. */
export async function resetIsGood(blog: Blog, user_id: number, token: string): Promise<boolean> {
  const reset = await findReset(blog.db, user_id);
  if (!reset || reset.expires_at <= blog.now()) return false;
  return crypto.timingSafeEqual(Buffer.from(hashOfToken(token)), Buffer.from(reset.hash));
}

/**
 * Sets the new password of the link's holder; the link is worth nothing afterwards: of two at once, one gets through.
 * @throws HttpError 403, 422
 */
export async function resetPassword(
  blog: Blog,
  user_id: number,
  token: string,
  { password, ip }: { password: string; ip: string },
): Promise<void> {
  if (!(await resetIsGood(blog, user_id, token))) throw isVoid();
  const problem = passwordProblem(password);
  if (problem) throw httpError(422, 'wrong_fields', problem, { password: problem });
  const password_hash = await hashPassword(password);
  await inTransaction(blog, async ({ db }) => {
    if (!(await takeReset(db, user_id, hashOfToken(token)))) throw isVoid();
    await writePassword(db, user_id, password_hash);
  });
  // Whoever reads the mailbox is the owner: strangers' guessing does not keep them out of where they are now.
  const user = await findUser(blog.db, user_id);
  for (const name of user ? [user.login, user.email] : []) await forgetAttempts(blog, { name, ip });
}

const isVoid = () =>
  httpError(403, 'reset_void', __('This link is not good any more. Please ask for a new one.'));
