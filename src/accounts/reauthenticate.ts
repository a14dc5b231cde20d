// accounts/reauthenticate.ts: asks somebody who is signed in once more who they are, before what matters most.
import type { Request } from 'express';
import { httpError } from '../base/errors.ts';
import { clientAddress } from '../base/http/client-address.ts';
import type { Blog } from '../blog.ts';
import { isRightPassword } from './passwords/password.ts';
import { countCode, forgetCodes } from './throttle.ts';
import { passesSecondFactor } from './two-factor/two-factor.ts';

/**
 * Checks the present password, or a code of the second factor, of the user who asks.
 * @throws HttpError 422 naming `proof`; 429 after too many
 */
export async function reauthenticate(blog: Blog, req: Request, proof: string): Promise<void> {
  const { id: user_id, password_hash } = req.user!;
  const attempt = { user_id, ip: clientAddress(req) };
  await countCode(blog, attempt);
  const isRight =
    (await isRightPassword(password_hash, proof)) || (await passesSecondFactor(blog, user_id, proof));
  if (!isRight) {
    const problem = 'This is neither your present password nor a code that is good now.';
    throw httpError(422, 'wrong_proof', problem, { proof: problem });
  }
  await forgetCodes(blog, attempt);
}
