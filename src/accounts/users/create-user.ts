// accounts/users/create-user.ts: makes a user.
import crypto from 'node:crypto';
import { z } from 'zod';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { isMailAddress } from '../../base/mail/address.ts';
import { inTransaction, type Database } from '../../base/database/database.ts';
import { hashPassword } from '../passwords/password.ts';
import { findUserByName, insertUser, lockUsers, userSlugIsTaken } from '../queries.ts';
import { roles, type Role, type User } from '../user.ts';

export interface NewUser {
  login: string;
  email: string;
  /** The name readers see; made from neither the login nor the role when left out. */
  display_name?: string;
  role: Role;
  /** null for none: nobody can sign in before one is chosen by a mailed link. */
  password: string | null;
}

const loginPattern = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;
const shortestPassword = 8;

/**
 * Makes a user.
 * @throws HttpError 422 naming the fields that are wrong, each with what to do
 */
export async function createUser(blog: { db: Database }, given: NewUser): Promise<User> {
  const login = given.login.trim();
  const email = given.email.trim();
  const display_name = cleanName(given.display_name ?? '') || 'Author';
  return inTransaction(blog, async ({ db }) => {
    await lockUsers(db);
    await refuseWrongFields(db, { ...given, login, email });
    return insertUser(db, {
      login,
      email,
      display_name,
      slug: await publicSlug(db, display_name, login),
      role: given.role,
      password_hash: given.password === null ? null : await hashPassword(given.password),
    });
  });
}

/** A name without control and direction characters, and no longer than 100 letters. */
export const cleanName = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100);

/** What is wrong with a user name, or undefined. */
export const loginProblem = (login: string): string | undefined =>
  loginPattern.test(login)
    ? undefined
    : 'A user name begins with a letter or digit and has up to 60 letters, digits or . _ @ -';

/** What is wrong with a password somebody chose, or undefined. */
export function passwordProblem(password: string): string | undefined {
  if (password.length < shortestPassword) return __('Please use at least %s characters.', shortestPassword);
  if (Buffer.byteLength(password) > 4096) return __('Passwords have at most 4096 bytes.');
  return undefined;
}

export const isRole = (word: string): word is Role => z.enum(roles).safeParse(word).success;

async function refuseWrongFields(db: Database, { login, email, password }: NewUser): Promise<void> {
  const fields: Record<string, string> = {};
  const wrong = loginProblem(login);
  if (wrong) fields.login = wrong;
  else if (await findUserByName(db, login)) fields.login = __('Somebody already has this user name.');
  if (!isMailAddress(email)) fields.email = __('This is no email address.');
  else if (await findUserByName(db, email)) fields.email = __('Somebody already uses this email.');
  const problem = password === null ? undefined : passwordProblem(password);
  if (problem) fields.password = problem;
  if (Object.keys(fields).length) {
    throw httpError(422, 'wrong_fields', Object.values(fields).join(' '), fields);
  }
}

/** The name in public addresses: from the display name, unique, and never the login. */
async function publicSlug(db: Database, display_name: string, login: string): Promise<string> {
  const { slugify } = await import('transliteration');
  const base = slugify(display_name).slice(0, 60) || 'author';
  if (base !== slugify(login) && base !== login.toLowerCase() && !(await userSlugIsTaken(db, base)))
    return base;
  return `${base === slugify(login) ? 'author' : base}-${crypto.randomBytes(3).toString('hex')}`;
}
