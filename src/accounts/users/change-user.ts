// accounts/users/change-user.ts: changes a user: names, email, role, password.
import { inTransaction, type Database } from '../../base/database/database.ts';
import { forbidden, httpError, notFound } from '../../base/errors.ts';
import { adminLanguages } from '../../base/language/site.ts';
import { isMailAddress } from '../../base/mail/address.ts';
import type { Blog } from '../../blog.ts';
import { cleanName, isRole, passwordProblem } from './create-user.ts';
import { hashPassword, isRightPassword } from '../passwords/password.ts';
import {
  findUser,
  findUserByName,
  forgetReset,
  hasAdministrator,
  lockUsers,
  updateLocale,
  updateUser,
} from '../queries.ts';
import { endSessions } from '../sessions/queries.ts';
import { may, type User } from '../user.ts';

export interface UserWords {
  display_name: string;
  email: string;
  url: string;
  bio: string;
  /** '' keeps the role. */
  role: string;
  /** The language of the admin, by WordPress's name; '' for that of the site, undefined keeps it. */
  locale?: string;
  /** '' keeps the password. */
  new_password: string;
  /** Asked of people who change their own password or email. */
  password: string;
}

/**
 * Changes a user. A new password ends all sessions of that user on the server.
 * @returns whether the password changed
 * @throws HttpError 404, 403, 422 naming the fields that are wrong
 */
export async function changeUser(blog: Blog, actor: User, id: number, words: UserWords): Promise<boolean> {
  const before = await existing(blog.db, id);
  // Hashing takes long: it is done before the lock that others wait for.
  const isProven = await provesSelf(actor, before, words);
  const password_hash = await newHash(words);
  await inTransaction(blog, async ({ db }) => {
    await lockUsers(db);
    // Who acts, and on whom, is looked up again: two administrators may demote each other at the same moment.
    const change = { actor: await existing(db, actor.id), user: await existing(db, id) };
    const isSelf = actor.id === id;
    if (!isSelf && !may(change.actor, 'edit_users'))
      throw forbidden('Your role does not allow you to change other users.');
    const role = words.role || change.user.role;
    const isStill = isProven && change.user.password_hash === before.password_hash;
    refuse(await problemsOf(db, { ...change, isSelf, role, isProven: isStill }, words));
    await updateUser(db, id, {
      display_name: cleanName(words.display_name),
      email: words.email.trim(),
      url: words.url,
      bio: words.bio,
      role: role as User['role'],
      ...(password_hash && { password_hash }),
    });
    if (words.locale !== undefined) await updateLocale(db, id, knownLocale(words.locale));
    if (password_hash) await endSessions(db, id);
    await forgetReset(db, id);
  });
  return password_hash !== undefined;
}

const knownLocale = (locale: string): string =>
  adminLanguages().some((language) => language.locale === locale) ? locale : '';

async function existing(db: Database, id: number): Promise<User> {
  const user = await findUser(db, id);
  if (!user) throw notFound('user');
  return user;
}

/** Whether a change is one that people make to themselves only with the present password. */
export const isGuarded = (user: User, words: UserWords): boolean =>
  words.new_password !== '' || words.email.trim() !== user.email;

/** Whether somebody who changes their own email or password gave the present password. */
async function provesSelf(actor: User, user: User, words: UserWords): Promise<boolean> {
  if (actor.id !== user.id || !isGuarded(user, words)) return false;
  return isRightPassword(user.password_hash, words.password);
}

async function newHash({ new_password }: UserWords): Promise<string | undefined> {
  if (!new_password || passwordProblem(new_password)) return undefined;
  return hashPassword(new_password);
}

interface Change {
  actor: User;
  user: User;
  isSelf: boolean;
  isProven: boolean;
  role: string;
}

async function problemsOf(
  db: Database,
  { actor, user, isSelf, isProven, role }: Change,
  words: UserWords,
): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  const email = words.email.trim();
  if (!cleanName(words.display_name)) fields.display_name = 'Please give the name that readers see.';
  if (!isMailAddress(email)) fields.email = 'This is no email address.';
  Object.assign(fields, await emailProblem(db, user, email));
  if (words.url && !isWebAddress(words.url)) fields.url = 'Please give the full address, with https://.';
  const problem = role === user.role ? undefined : await roleProblem(db, { actor, user, isSelf, role });
  if (problem) fields.role = problem;
  const weakness = words.new_password ? passwordProblem(words.new_password) : undefined;
  if (weakness) fields.new_password = weakness;
  if (isSelf && isGuarded(user, words) && !isProven) {
    fields.password = 'To change email or password, please give your present password.';
  }
  return fields;
}

async function roleProblem(
  db: Database,
  { actor, user, isSelf, role }: Omit<Change, 'isProven'>,
): Promise<string | undefined> {
  if (!isRole(role)) return 'There is no such role.';
  if (!may(actor, 'promote_users')) return 'Your role does not allow this.';
  if (isSelf) return 'Nobody changes their own role; ask another administrator.';
  const isLast = user.role === 'administrator' && !(await hasAdministrator(db, user.id));
  return isLast ? 'This is the only administrator; somebody has to run the site.' : undefined;
}

const isWebAddress = (given: string) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);

async function emailProblem(db: Database, user: User, email: string): Promise<Record<string, string>> {
  if (email.toLowerCase() === user.email.toLowerCase()) return {};
  const other = await findUserByName(db, email);
  return other && other.id !== user.id ? { email: 'Somebody already uses this email.' } : {};
}

function refuse(fields: Record<string, string>): void {
  if (!Object.keys(fields).length) return;
  throw httpError(422, 'wrong_fields', Object.values(fields).join(' '), fields);
}
