// accounts/two-factor/two-factor.ts: the second factor (TOTP, RFC 6238) and recovery codes: secrets, codes, and which is right.
import crypto from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { toString as drawCode } from 'qrcode';
import type { Blog } from '../../blog.ts';
import { findTwoFactor, takeRecoveryCode, takeStep } from './queries.ts';

/** A new secret: 20 bytes, as RFC 4226 asks, in Base32. */
export const newSecret = (): string => generateSecret({ length: 20 });

/** The address an app reads from the picture (the Key URI format of authenticator apps). */
export function secretAddress(
  secret: string,
  { site_name, login }: { site_name: string; login: string },
): string {
  // A colon parts the site from the account, and so may stand in neither.
  const plain = (text: string) => text.replaceAll(/[:\s]+/g, ' ').trim();
  return generateURI({ issuer: plain(site_name) || 'Quillback', label: plain(login), secret });
}

/** The picture of an address, as SVG: black on white in any scheme, for cameras. */
export const drawAddress = (address: string): Promise<string> =>
  drawCode(address, { type: 'svg', margin: 3, errorCorrectionLevel: 'M' });

/**
 * The step of time (30 seconds) whose code this is; one step early or late is taken, for clocks that differ.
 * @returns undefined when it is no code of now
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: 30 });
  return found.valid && 'timeStep' in found ? found.timeStep : undefined;
}

/**
 * Whether a code is good now: one of the app, not taken before, or a recovery code, which is used up by this.
 * @param typed as typed: spaces, hyphens and capitals do not matter
 */
export async function passesSecondFactor(blog: Blog, user_id: number, typed: string): Promise<boolean> {
  const factor = await findTwoFactor(blog.db, user_id);
  if (!factor?.confirmed_at) return false;
  const code = typed.replaceAll(/[\s-]/g, '');
  if (code.length !== 6) return takeRecoveryCode(blog.db, user_id, hashOfCode(code));
  const step = stepOfCode(factor.secret, code, blog.now());
  return step !== undefined && takeStep(blog.db, user_id, step);
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Ten recovery codes of 80 bits, such as `k4wd-7mzx-p2ra-9cfe`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, recoveryCode);

function recoveryCode(): string {
  const code = Array.from(crypto.randomBytes(16), (byte) => letters[byte % letters.length]!).join('');
  return code.match(/.{4}/g)!.join('-');
}

/** What is kept of a recovery code. At 80 random bits a quick hash is as good as a slow one. */
export const hashOfCode = (code: string): string =>
  crypto.createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toLowerCase()).digest('hex');
