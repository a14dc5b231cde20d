// accounts/throttle.ts: slows down guessing, per address and per account, shared by all processes.
import crypto from 'node:crypto';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { hostIn } from '../base/http/client-address.ts';
import { consume, limiter, refuseSpent } from '../base/rate-limit.ts';
import type { Config } from '../base/config.ts';
import type { Blog } from '../blog.ts';

/** One attempt to sign in. `name` is as typed; `ip` the address Express trusts. */
interface Attempt {
  name: string;
  ip: string;
}

const quarter = 15 * 60;
const month = 30 * 86_400;

/**
 * Counts an attempt before it is judged, so that many at once cannot slip through.
 * An account is guarded per address first, so a stranger's guessing does not keep its owner out from elsewhere. The
 * wide limit of an account spares addresses its owner has come from, and ends by itself after a quarter of an hour.
 * @throws HttpError 429 saying when to come back
 */
export async function countAttempt(blog: Blog, { name, ip }: Attempt): Promise<void> {
  const { pair, address, account, known } = limiters(blog);
  await consume(pair, pairKey({ name, ip }));
  await consume(address, hostIn(ip));
  if (!(await known.get(pairKey({ name, ip })))) await consume(account, digest(name));
}

/** After the right password: this address's count for this account begins anew. */
export async function forgetAttempts(blog: Blog, attempt: Attempt): Promise<void> {
  const { pair, address, account, known } = limiters(blog);
  await pair.delete(pairKey(attempt));
  await known.set(pairKey(attempt), 1, month);
  await address.reward(hostIn(attempt.ip));
  await account.reward(digest(attempt.name));
}

/**
 * Counts a code of a second factor, or a password asked again of somebody signed in, before it is judged. Only who knows
 * the password comes so far; yet six digits are few, so all addresses together get few tries, but for those its owner
 * has come from.
 * @throws HttpError 429 saying when to come back
 */
export async function countCode(blog: Blog, { user_id, ip }: { user_id: number; ip: string }): Promise<void> {
  const { code_pair, address, code_account, known } = limiters(blog);
  const key = pairKey({ name: codesOf(user_id), ip });
  await consume(code_pair, key);
  await consume(address, hostIn(ip));
  if (!(await known.get(key))) await consume(code_account, codesOf(user_id));
}

/** After the right code: this address's count begins anew. */
export async function forgetCodes(
  blog: Blog,
  { user_id, ip }: { user_id: number; ip: string },
): Promise<void> {
  const { code_pair, address, code_account, known } = limiters(blog);
  const key = pairKey({ name: codesOf(user_id), ip });
  await code_pair.delete(key);
  await known.set(key, 1, month);
  await address.reward(hostIn(ip));
  await code_account.reward(codesOf(user_id));
}

const codesOf = (user_id: number) => `codes of ${user_id}`;

/**
 * Refuses a program that brought wrong passwords too often, for this name or in all. Programs are counted apart from
 * people: one that goes on with a withdrawn password keeps nobody at that address from signing in. Right passwords are
 * not counted, as programs come often and many at once.
 * @throws HttpError 429 saying when to come back
 */
export async function refuseProgram(blog: Blog, attempt: Attempt): Promise<void> {
  const { program_pair, program_address } = limiters(blog);
  await refuseSpent(program_pair, pairKey(attempt));
  await refuseSpent(program_address, hostIn(attempt.ip));
}

/** Counts a wrong password of a program. @throws HttpError 429 when that was one too many */
export async function countProgram(blog: Blog, attempt: Attempt): Promise<void> {
  const { program_pair, program_address } = limiters(blog);
  await consume(program_pair, pairKey(attempt));
  await consume(program_address, hostIn(attempt.ip));
}

/** Counts a browser that asks to sign in with a passkey. @throws HttpError 429 when its network asks too often */
export async function countPasskey(blog: Blog, ip: string): Promise<void> {
  await consume(limiters(blog).passkey_address, hostIn(ip));
}

/**
 * Whether another letter about a new password may go out for this name.
 * @throws HttpError 429 when this address asks too often, for whatever names
 */
export async function mayMailReset(blog: Blog, { name, ip }: Attempt): Promise<boolean> {
  const { reset_address, reset_account } = limiters(blog);
  await consume(reset_address, hostIn(ip));
  return isSpared(reset_account, digest(name));
}

const isSpared = (limiter: RateLimiterPostgres, key: string): Promise<boolean> =>
  consume(limiter, key).then(
    () => true,
    () => false,
  );

/** The same for a letter about an account of one's own; `name` is the email. @throws HttpError 429 */
export async function mayMailRegistration(blog: Blog, { name, ip }: Attempt): Promise<boolean> {
  const { register_address, register_email } = limiters(blog);
  await consume(register_address, hostIn(ip));
  return isSpared(register_email, digest(name));
}

type Limiters = Record<
  | 'pair'
  | 'address'
  | 'account'
  | 'known'
  | 'program_pair'
  | 'program_address'
  | 'passkey_address'
  | 'code_pair'
  | 'code_account'
  | 'reset_address'
  | 'reset_account'
  | 'register_address'
  | 'register_email',
  RateLimiterPostgres
>;
const made = new WeakMap<Config, Limiters>();

function limiters(blog: Blog): Limiters {
  const known = made.get(blog.config);
  if (known) return known;
  const limit = (keyPrefix: string, points: number) =>
    limiter(blog.db, keyPrefix, { points, seconds: quarter });
  const fresh = {
    pair: limit('login_pair', 8),
    address: limit('login_address', 40),
    account: limit('login_account', 100),
    known: limit('login_known', 1),
    program_pair: limit('program_pair', 8),
    program_address: limit('program_address', 40),
    passkey_address: limit('passkey_address', 60),
    code_pair: limit('code_pair', 6),
    code_account: limit('code_account', 20),
    reset_address: limit('reset_address', 10),
    reset_account: limit('reset_account', 2),
    register_address: limit('register_address', 5),
    register_email: limit('register_email', 2),
  };
  made.set(blog.config, fresh);
  return fresh;
}

const pairKey = ({ name, ip }: Attempt) => digest(`${name.toLowerCase()} ${hostIn(ip)}`);
const digest = (text: string) => crypto.createHash('sha256').update(text.toLowerCase()).digest('hex');
