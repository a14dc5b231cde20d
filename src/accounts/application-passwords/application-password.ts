// accounts/application-passwords/application-password.ts: passwords for programs, as WordPress has them: made, shown once, and checked.
import crypto from 'node:crypto';
import type { Request } from 'express';
import { httpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import type { RestUser } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import {
  countApplicationPasswords,
  findApplicationPassword,
  insertApplicationPassword,
  noteUse,
} from './queries.ts';
import { cleanName } from '../users/create-user.ts';
import { findUserByName } from '../queries.ts';
import { countProgram, refuseProgram } from '../throttle.ts';
import type { User } from '../user.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const most = 100;

/**
 * Whether programs may sign in here at all. Their password comes with every request, so it must not travel in the open:
 * over HTTPS, or within one machine.
 */
export function programsMaySignIn({ url }: Pick<Blog, 'url'>): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(hostname);
}

/** Where programs are given passwords, for the index of the REST API; nothing where none are taken. */
export function authenticationOf(blog: Pick<Blog, 'url'>): { authentication: object } {
  const authorization = `${blog.url}/wp-admin/authorize-application.php`;
  const ways = { 'application-passwords': { endpoints: { authorization } } };
  return { authentication: programsMaySignIn(blog) ? ways : {} };
}

/**
 * Makes a password for one program.
 * @returns 24 letters and digits in groups of four; shown now and never again
 * @throws HttpError 403 without HTTPS; 422 naming `name`
 */
export async function makeApplicationPassword(
  blog: Blog,
  user: User,
  given: string,
  app_id = '',
): Promise<string> {
  if (!programsMaySignIn(blog)) throw httpError(403, 'no_https', 'Programs sign in over HTTPS only.');
  const name = cleanName(given);
  const isFull = (await countApplicationPasswords(blog.db, user.id)) >= most;
  const problem = isFull
    ? `There are ${most} already. Revoke some that are not used.`
    : name
      ? undefined
      : 'Please give it a name, such as that of the program.';
  if (problem) throw httpError(422, 'wrong_fields', problem, { name: problem });
  const password = Array.from({ length: 24 }, () => letters[crypto.randomInt(letters.length)]!).join('');
  const row = { user_id: user.id, app_id, name, hash: hashOf(password), created_at: blog.now() };
  await insertApplicationPassword(blog.db, row);
  return password.match(/.{4}/g)!.join(' ');
}

/**
 * The user in whose name a program asks, by HTTP Basic (RFC 7617), and the UUID of the password that came. The password
 * of a person is not taken here, nor that of a program anywhere else.
 * @returns undefined when the request brings no such credentials
 * @throws HttpError 401 with one message for a wrong name and a wrong password; 429 after too many
 */
export async function userOfProgram(blog: Blog, req: Request): Promise<RestUser | undefined> {
  const given = basicOf(req);
  if (!given || !programsMaySignIn(blog)) return undefined;
  const attempt = { name: given.name, ip: clientAddress(req) };
  await refuseProgram(blog, attempt);
  const user = await findUserByName(blog.db, given.name);
  const found = user && (await useApplicationPassword(blog, user, { ...given, ip: attempt.ip }));
  if (!found) {
    await countProgram(blog, attempt);
    throw httpError(
      401,
      'incorrect_password',
      'This user name and application password do not belong together.',
    );
  }
  return { user, app_password: found };
}

/**
 * Finds the application password of a user that came, and notes its use. The caller counts wrong ones.
 * @param given the password as it came, spaces or not, and the address it came from
 * @returns its UUID; undefined when it is none of theirs
 */
export async function useApplicationPassword(
  blog: Blog,
  user: User,
  { password, ip }: { password: string; ip: string },
): Promise<string | undefined> {
  const found = await findApplicationPassword(blog.db, user.id, hashOf(password));
  if (found) await noteUse(blog.db, found.uuid, ip, blog.now());
  return found?.uuid;
}

/** Name and password as they came; over-long ones are none. */
function basicOf(req: Request): { name: string; password: string } | undefined {
  const [, coded] = /^basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(req.get('authorization') ?? '') ?? [];
  if (!coded) return undefined;
  const text = Buffer.from(coded, 'base64').toString('utf8').replaceAll('\0', '');
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Spaces between the groups do not matter. 24 random letters need no slow hash. */
const hashOf = (password: string): string =>
  crypto
    .createHash('sha256')
    .update(password.replaceAll(/[^a-z\d]/gi, ''))
    .digest('hex');
