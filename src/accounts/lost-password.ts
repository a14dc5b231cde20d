// accounts/lost-password.ts: a letter with a link for those who forgot their password; good for an hour and once.
import crypto from 'node:crypto';
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import { renderView } from '../base/http/views.ts';
import { sendMail } from '../base/mail/mail.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { passwordProblem } from './create-user.ts';
import { findReset, findUserByName, keepReset } from './queries.ts';
import { setPassword } from './set-password.ts';
import { mayMailReset } from './throttle.ts';

const hour = 3_600_000;

/**
 * Mails a link to whoever has this name or email; does nothing, and tells nothing, when nobody has.
 * The link is made of the site's own address, never of what a request says.
 * @throws HttpError 429 when one address asks too often
 */
export async function mailReset(blog: Blog, { name, ip }: { name: string; ip: string }): Promise<void> {
  const isAllowed = await mayMailReset(blog, { name, ip });
  const user = await findUserByName(blog.db, name);
  if (!user || !isAllowed) return;
  const token = crypto.randomBytes(32).toString('base64url');
  const { blogname } = await settings(blog.db, general);
  const link = `${blog.url}/reset-password?user=${user.id}&token=${token}`;
  const body = await renderView('accounts/reset-mail', { html: { blogname, link, login: user.login } });
  await inTransaction(blog, async (blog) => {
    const expires_at = new Date(blog.now().getTime() + hour);
    await keepReset(blog.db, { user_id: user.id, hash: hashOf(token), expires_at });
    const key = `reset:${user.id}:${hashOf(token).slice(0, 16)}`;
    await sendMail(blog, { key, to: user.email, subject: `[${blogname}] A new password`, body });
  });
}

/** Whether a mailed link is still good. */
export async function resetIsGood(blog: Blog, user_id: number, token: string): Promise<boolean> {
  const reset = await findReset(blog.db, user_id);
  if (!reset || reset.expires_at <= blog.now()) return false;
  return crypto.timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(reset.hash));
}

/** Sets the new password of the link's holder; the link is worth nothing afterwards. @throws HttpError 403, 422 */
export async function resetPassword(
  blog: Blog,
  user_id: number,
  token: string,
  password: string,
): Promise<void> {
  if (!(await resetIsGood(blog, user_id, token))) {
    throw httpError(403, 'reset_void', 'This link is not good any more. Please ask for a new one.');
  }
  const problem = passwordProblem(password);
  if (problem) throw httpError(422, 'wrong_fields', problem, { password: problem });
  await setPassword(blog, user_id, password);
}

const hashOf = (token: string) => crypto.createHash('sha256').update(token).digest('hex');
