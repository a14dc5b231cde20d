// posts/password.ts: posts behind a password: who has given it. The cookie holds a keyed hash, never the password.
import crypto from 'node:crypto';
import type { Request } from 'express';
import { cookieName, readCookies } from '../base/http/cookies.ts';
import type { Blog } from '../blog.ts';
import type { Post } from './post.ts';
import { mayEdit } from './permissions.ts';

/** How long a given password is remembered, in milliseconds: ten days, as in WordPress. */
export const passwordKept = 10 * 86_400_000;

/** The name of the cookie, tied to this site's address. */
export function passwordCookie(blog: Blog): string {
  const site = crypto.createHash('sha256').update(blog.url).digest('hex').slice(0, 16);
  return cookieName(blog.url, `wp-postpass_${site}`);
}

/** What the cookie holds for a password. */
export function passwordProof(blog: Blog, password: string): string {
  const key = `post password ${blog.config.SESSION_SECRET ?? ''}`;
  return crypto.createHmac('sha256', key).update(password).digest('hex');
}

/** Whether this request may see a post's words: it has no password, or the reader gave it, or may edit the post. */
export function isUnlocked(
  blog: Blog,
  req: Pick<Request, 'headers' | 'user'>,
  post: Pick<Post, 'password' | 'type' | 'status' | 'former_status' | 'author_id'>,
): boolean {
  if (!post.password || mayEdit(req.user, post)) return true;
  const given = readCookies(req)[passwordCookie(blog)] ?? '';
  const wanted = passwordProof(blog, post.password);
  const [held, expected] = [Buffer.from(given), Buffer.from(wanted)];
  return held.length === expected.length && crypto.timingSafeEqual(held, expected);
}

/** Whether somebody typed the password of a post; compared in constant time. */
export function isSamePassword(blog: Blog, given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((password) => Buffer.from(passwordProof(blog, password)));
  return crypto.timingSafeEqual(one!, other!);
}
