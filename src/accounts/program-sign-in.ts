// accounts/program-sign-in.ts: signs a program in that brings name and password with each call, as XML-RPC does.
import { httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { useApplicationPassword, programsMaySignIn } from './application-passwords/application-password.ts';
import { isRightPassword } from './passwords/password.ts';
import { findUserByName } from './queries.ts';
import { countAttempt, countProgram, forgetAttempts, refuseProgram } from './throttle.ts';
import { hasTwoFactor } from './two-factor/queries.ts';
import type { User } from './user.ts';

interface Given {
  /** Login name or email. */
  name: string;
  password: string;
  /** The address Express trusts. */
  ip: string;
}

/**
 * Whoever has these: by an application password, or by the password of an account without a second factor. The limits are
 * those of the programs' own way in for what looks like an application password, those of the sign-in form for all else.
 * @throws HttpError 403 with one message, whatever of it was wrong; 429 after too many tries
 */
export async function signInProgram(blog: Blog, given: Given): Promise<User> {
  const isProgram = looksLikeApplicationPassword(given.password) && programsMaySignIn(blog);
  return isProgram ? byProgram(blog, given) : byAccount(blog, given);
}

async function byProgram(blog: Blog, given: Given): Promise<User> {
  await refuseProgram(blog, given);
  const user = await findUserByName(blog.db, given.name);
  if (user && (await useApplicationPassword(blog, user, given))) return user;
  // A person's password may look like one, too.
  if (await isOfAccount(blog, user, given.password)) return user!;
  await countProgram(blog, given);
  throw wrong();
}

async function byAccount(blog: Blog, given: Given): Promise<User> {
  await countAttempt(blog, given);
  const user = await findUserByName(blog.db, given.name);
  if (!(await isOfAccount(blog, user, given.password))) throw wrong();
  await forgetAttempts(blog, given);
  return user!;
}

/** A password that a second factor stands behind opens nothing here, and is not said to be right. */
async function isOfAccount(blog: Blog, user: User | undefined, password: string): Promise<boolean> {
  const isRight = await isRightPassword(user?.password_hash ?? null, password);
  return user !== undefined && isRight && !(await hasTwoFactor(blog.db, user.id));
}

const looksLikeApplicationPassword = (password: string): boolean =>
  /^[a-z\d]{24}$/i.test(password.replaceAll(' ', ''));

const wrong = () => httpError(401, 'incorrect_password', 'Incorrect username or password.');
