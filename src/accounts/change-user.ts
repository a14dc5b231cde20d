// accounts/change-user.ts: changes a user: names, email, role, password.
import { inTransaction } from '../base/database/database.ts';
import { forbidden, httpError, notFound } from '../base/errors.ts';
import { isMailAddress } from '../base/mail/address.ts';
import type { Blog } from '../blog.ts';
import { cleanName, isRole, passwordProblem } from './create-user.ts';
import { hashPassword, isRightPassword } from './password.ts';
import { endSessions, findUser, forgetReset, findUserByName, lockUsers, updateUser } from './queries.ts';
import { may, type User } from './user.ts';

export interface UserWords {
  display_name: string;
  email: string;
  url: string;
  bio: string;
  /** '' keeps the role. */
  role: string;
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
  const user = await findUser(blog.db, id);
  if (!user) throw notFound('user');
  const isSelf = actor.id === id;
  if (!isSelf && !may(actor, 'edit_users'))
    throw forbidden('Your role does not allow you to change other users.');
  const role = words.role && words.role !== user.role ? words.role : user.role;
  const change = { actor, user, isSelf, role };
  refuse(await problemsOf(blog, change, words));
  const password_hash = words.new_password ? await hashPassword(words.new_password) : user.password_hash;
  await inTransaction(blog, async (blog) => {
    const { db } = blog;
    await lockUsers(db);
    refuse(await emailProblem(blog, user, words.email.trim()));
    const display_name = cleanName(words.display_name);
    const { url, bio } = words;
    await updateUser(db, id, {
      display_name,
      email: words.email.trim(),
      url,
      bio,
      role: role as User['role'],
      password_hash,
    });
    if (words.new_password) await endSessions(db, id);
    await forgetReset(db, id);
  });
  return words.new_password !== '';
}

interface Change {
  actor: User;
  user: User;
  isSelf: boolean;
  role: string;
}

async function problemsOf(
  blog: Blog,
  { actor, user, isSelf, role }: Change,
  words: UserWords,
): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  const email = words.email.trim();
  if (!cleanName(words.display_name)) fields.display_name = 'Please give the name that readers see.';
  if (!isMailAddress(email)) fields.email = 'This is no email address.';
  Object.assign(fields, await emailProblem(blog, user, email));
  if (words.url && !isWebAddress(words.url)) fields.url = 'Please give the full address, with https://.';
  if (!isRole(role)) fields.role = 'There is no such role.';
  else if (role !== user.role && !may(actor, 'promote_users')) fields.role = 'Your role does not allow this.';
  else if (role !== user.role && isSelf)
    fields.role = 'Nobody changes their own role; ask another administrator.';
  const problem = words.new_password ? passwordProblem(words.new_password) : undefined;
  if (problem) fields.new_password = problem;
  const isGuarded = isSelf && (words.new_password !== '' || email !== user.email);
  if (isGuarded && !(await isRightPassword(user.password_hash, words.password))) {
    fields.password = 'To change email or password, please give your present password.';
  }
  return fields;
}

const isWebAddress = (given: string) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);

async function emailProblem({ db }: Blog, user: User, email: string): Promise<Record<string, string>> {
  if (email.toLowerCase() === user.email.toLowerCase()) return {};
  const other = await findUserByName(db, email);
  return other && other.id !== user.id ? { email: 'Somebody already uses this email.' } : {};
}

function refuse(fields: Record<string, string>): void {
  if (!Object.keys(fields).length) return;
  throw httpError(422, 'wrong_fields', Object.values(fields).join(' '), fields);
}
