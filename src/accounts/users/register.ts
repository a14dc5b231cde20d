// accounts/users/register.ts: somebody asks for an account of their own; what becomes of it is said by letter alone.
import crypto from 'node:crypto';
import { inTransaction, type Database } from '../../base/database/database.ts';
import { httpError } from '../../base/errors.ts';
import { renderText } from '../../base/http/views.ts';
import { __ } from '../../base/language/gettext.ts';
import { inSiteLanguage } from '../../base/language/site.ts';
import { isMailAddress } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { createUser, loginProblem } from './create-user.ts';
import { mailPasswordLink } from '../passwords/password-email.ts';
import { findUserByName, lockUsers } from '../queries.ts';
import { membership } from '../settings.ts';
import { mayMailRegistration } from '../throttle.ts';
import type { User } from '../user.ts';

export interface Registration {
  login: string;
  email: string;
  ip: string;
  /** A field that people do not see was filled. */
  is_trapped: boolean;
}

/** Whether the owner lets people make accounts. */
export const registrationIsOpen = async ({ db }: Pick<Blog, 'db'>): Promise<boolean> =>
  (await settings(db, membership)).users_can_register;

/**
 * Makes an account and mails a link to choose its password. Whoever has one already is told so by letter; the answer is the
 * same, so that nobody learns who has an account here. A name that is taken gets a number, which the letter tells.
 * @throws HttpError 422 naming the fields that are wrong, 429 when this network asks too often
 */
export async function register(blog: Blog, { ip, is_trapped, ...words }: Registration): Promise<void> {
  const given = { login: words.login.trim(), email: words.email.trim() };
  refuseWrongFields(given);
  const isAllowed = await mayMailRegistration(blog, { name: given.email, ip });
  if (is_trapped || !isAllowed) return;
  const { default_role: role } = await settings(blog.db, membership);
  await inTransaction(blog, async (blog) => {
    await lockUsers(blog.db);
    const known = await findUserByName(blog.db, given.email);
    if (known) return inSiteLanguage(blog.db, () => mailKnown(blog, known));
    const login = await freeLogin(blog.db, given.login);
    const user = await createUser(blog, { ...given, login, display_name: 'Reader', role, password: null });
    await mailPasswordLink(blog, user, 'welcome');
  });
}

function refuseWrongFields({ login, email }: { login: string; email: string }): void {
  const fields: Record<string, string> = {};
  // An address as a name would stand in the way of its owner's signing in.
  const problem = login.includes('@') ? __('A user name holds no @ here.') : loginProblem(login);
  if (problem) fields.login = problem;
  if (!isMailAddress(email)) fields.email = __('This is no email address.');
  if (Object.keys(fields).length) {
    throw httpError(422, 'wrong_fields', Object.values(fields).join(' '), fields);
  }
}

async function freeLogin(db: Database, wanted: string): Promise<string> {
  if (!(await findUserByName(db, wanted))) return wanted;
  return `${wanted.slice(0, 50)}-${crypto.randomInt(100_000, 1_000_000)}`;
}

async function mailKnown(blog: Blog, user: User): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  const links = { sign_in: `${blog.url}/login`, lost: `${blog.url}/lost-password` };
  const body = await renderText('accounts/known-mail', { blogname, login: user.login, ...links });
  const key = `known:${user.id}:${crypto.randomUUID()}`;
  await sendMail(blog, { key, to: user.email, subject: __('[%s] Your account', blogname), body });
}
