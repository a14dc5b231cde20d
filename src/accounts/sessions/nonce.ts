// accounts/sessions/nonce.ts: the nonce by which scripts of this site use the session of their browser in the REST API.
import type { Request } from 'express';
import { isSignature, signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';

/** A nonce holds for the half day it was made in and the next one (wp_nonce_tick). */
const halfDay = 43_200_000; // ms

/** The nonce of a signed-in browser: worth something only together with the cookie of the same session. */
export const restNonce = (blog: Blog, req: Request): string => nonceAt(blog, req, ticksOf(blog));

/** Whether a nonce was given to this session not long ago. Nobody's session has none. */
export function isOwnNonce(blog: Blog, req: Request, nonce: string): boolean {
  if (!req.user) return false;
  const ticks = ticksOf(blog);
  return [ticks, ticks - 1].some((tick) => isSignature(nonce, nonceAt(blog, req, tick)));
}

const ticksOf = ({ now }: Blog): number => Math.floor(now().getTime() / halfDay);

const nonceAt = (blog: Blog, req: Request, tick: number): string =>
  signatureOf(blog, 'rest nonce', tick, req.user?.id ?? 0, req.sessionID);
