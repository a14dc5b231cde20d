// accounts/passwords/password.ts: hashing and checking passwords, off the main thread and never without limits.
import { hash, verify } from '@node-rs/argon2';
import { badRequest, httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { verifyWordpressPassword } from './wordpress-password.ts';

// OWASP's smallest argon2id: 19 MiB, two passes.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// Of a password nobody has, at the same cost: an unknown name takes as long as a known one.
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$wG1xzoXvtc3kE3aE6mKnDA$yq/Gc2Z6jlA6Ll63A3Tag1KrFUUFDZo2sYukfQoAGco';
const longest = 4096;
const mostAtOnce = 32;
let atWork = 0;

/** Hashes a password with argon2id. @throws HttpError 400 when it is over 4 KiB */
export async function hashPassword(password: string): Promise<string> {
  refuseOverlong(password);
  return inTurn(() => hash(password, cost));
}

/**
 * Whether a password is the one behind a stored hash: argon2id, or one of WordPress's ($wp$2y$, $P$).
 * Without a hash it works as long and says no.
 * @throws HttpError 400 when the password is over 4 KiB, before any work
 */
export async function isRightPassword(stored: string | null, password: string): Promise<boolean> {
  refuseOverlong(password);
  return inTurn(async () => {
    if (stored && !isCurrentHash(stored)) return verifyWordpressPassword(stored, password);
    return (await verify(stored ?? nobodys, password)) && stored !== null;
  });
}

/** Whether a stored hash is of today's kind; others are made anew at the next sign-in. */
export const isCurrentHash = (stored: string): boolean =>
  stored.startsWith('$argon2id$v=19$m=19456,t=2,p=1$');

function refuseOverlong(password: string): void {
  if (Buffer.byteLength(password) > longest) {
    throw badRequest(__('That password is too long. Passwords have at most 4096 bytes.'));
  }
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (atWork >= mostAtOnce) {
    throw httpError(429, 'busy', __('Many people are signing in right now. Please try again in a minute.'));
  }
  atWork += 1;
  try {
    return await work();
  } finally {
    atWork -= 1;
  }
}
