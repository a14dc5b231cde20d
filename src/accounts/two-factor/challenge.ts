// accounts/two-factor/challenge.ts: between the right password and the right code: who waits, and how it ends.
import crypto from 'node:crypto';
import type { Request } from 'express';
import { httpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { findUser } from '../queries.ts';
import { beginSession, renewSession } from '../sessions/session.ts';
import { countCode, forgetAttempts, forgetCodes } from '../throttle.ts';
import { passesSecondFactor } from './two-factor.ts';
import type { User } from '../user.ts';

/** Somebody who gave the right password and owes the code. Not `user_id`: nobody is signed in by this. */
interface SecondStep {
  of: number;
  /** As typed at the first step. */
  name: string;
  remember: boolean;
  redirect_to: string;
  until: string;
  /** Of the password that was right: once it changes, the waiting is over. */
  proof: string;
}

declare module '../../base/http/session-data.ts' {
  interface SessionData {
    second_step: SecondStep;
  }
}

const minutes = 10;

/** Gives the browser a session that waits for the code, under a new id and for ten minutes. */
export async function awaitSecondStep(
  blog: Blog,
  req: Request,
  user: User,
  words: Pick<SecondStep, 'name' | 'remember' | 'redirect_to'>,
): Promise<void> {
  const { name, remember, redirect_to } = words;
  const until = new Date(blog.now().getTime() + minutes * 60_000).toISOString();
  const second_step = { of: user.id, name, remember, redirect_to, until, proof: proofOf(user) };
  await renewSession(blog, req, { second_step });
}

/** Whether this browser owes a code. */
export const owesCode = async (blog: Blog, req: Request): Promise<boolean> =>
  (await waiting(blog, req)) !== undefined;

/**
 * Takes the code and gives the browser a session of the user.
 * @returns where the sign-in was to lead
 * @throws HttpError 403 `sign_in_again` when nobody waits here any more; 422 for a wrong code; 429 after too many
 */
export async function takeSecondStep(blog: Blog, req: Request, code: string): Promise<string> {
  const found = await waiting(blog, req);
  if (!found) {
    throw httpError(403, 'sign_in_again', __('That took too long. Please sign in again from the beginning.'));
  }
  const { user, step } = found;
  const ip = clientAddress(req);
  await countCode(blog, { user_id: user.id, ip });
  if (!(await passesSecondFactor(blog, user.id, code))) {
    throw httpError(
      422,
      'wrong_code',
      __('This code is not right. Codes change every 30 seconds and are good once.'),
    );
  }
  await forgetCodes(blog, { user_id: user.id, ip });
  await forgetAttempts(blog, { name: step.name, ip });
  await beginSession(blog, req, user, step.remember);
  return step.redirect_to;
}

async function waiting(blog: Blog, req: Request): Promise<{ user: User; step: SecondStep } | undefined> {
  const step = req.session.second_step;
  if (!step || new Date(step.until) <= blog.now()) return undefined;
  const user = await findUser(blog.db, step.of);
  return user && proofOf(user) === step.proof ? { user, step } : undefined;
}

const proofOf = ({ password_hash }: User): string =>
  crypto
    .createHash('sha256')
    .update(password_hash ?? '')
    .digest('hex');
