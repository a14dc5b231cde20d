// media/signed-link.ts: addresses of files that not everybody may see: a token that ends by itself.
import crypto from 'node:crypto';
import { isSignature } from '../base/signature.ts';
import type { Blog } from '../blog.ts';
import { fileUrl } from './media.ts';

const hours = 12;

/** Makes addresses of files: `(file) => '/uploads/…'`. */
export type Link = (file: string) => string;

/**
 * Links that open files of held comments and private posts, for people who were just found to be allowed.
 * Each ends after 12 to 24 hours; within the day the address stays the same, so that browsers keep the file.
 */
export function signedLinks(blog: Blog): Link {
  const ends = (Math.floor(blog.now().getTime() / (hours * 3_600_000)) + 2) * hours;
  return (file) => `${fileUrl(file)}?token=${ends.toString(36)}.${seal(blog, file, ends)}`;
}

/** Whether the token opens this file now. */
export function tokenOpens(blog: Blog, file: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [given = '', sealed = ''] = token.split('.');
  const ends = Number.parseInt(given, 36);
  if (!Number.isSafeInteger(ends) || ends * 3_600_000 < blog.now().getTime()) return false;
  return isSignature(sealed, seal(blog, file, ends));
}

function seal(blog: Blog, file: string, ends: number): string {
  const secret = blog.config.SESSION_SECRET ?? '';
  return crypto.createHmac('sha256', secret).update(`file ${file} ${ends}`).digest('base64url').slice(0, 32);
}
