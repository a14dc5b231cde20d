// comments/form/cookies.ts: what a browser remembers of a commenter, only with consent: name, email, website and a random key.
import crypto from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieAttributes, cookieName, readCookies } from '../../base/http/cookies.ts';
import type { Blog } from '../../blog.ts';
import { browserKeyHash, newBrowserKey } from './secret.ts';

export interface RememberedAuthor {
  author_name: string;
  author_email: string;
  author_url: string;
}

const authorFields = ['author_name', 'author_email', 'author_url'] as const;

const year = 365 * 86_400_000;

/** The author as this browser remembers, or undefined. A page that shows it must not be kept by any cache. */
export function rememberedAuthor(blog: Blog, req: Request): RememberedAuthor | undefined {
  const names = cookieNames(blog);
  const cookies = readCookies(req);
  const [author_name = '', author_email = '', author_url = ''] = authorFields.map(
    (field) => cookies[names[field]],
  );
  if (!author_name && !author_email && !author_url) return undefined;
  return { author_name, author_email, author_url };
}

/** SHA-256 of the browser's key; '' when it has none. */
export function browserOf(blog: Blog, req: Request): string {
  const key = readCookies(req)[cookieNames(blog).key];
  return key && /^[\w-]{32}$/.test(key) ? browserKeyHash(key) : '';
}

/** A new key for a browser without one: give it to rememberAuthor when the comment is kept. */
export function keyFor(blog: Blog, req: Request): string {
  const known = readCookies(req)[cookieNames(blog).key];
  return known && /^[\w-]{32}$/.test(known) ? known : newBrowserKey();
}

/** Sets the cookies for a year. All are HttpOnly: the form is filled by the server. */
export function rememberAuthor(blog: Blog, res: Response, author: RememberedAuthor, key: string): void {
  const names = cookieNames(blog);
  const values = { ...author, key };
  for (const field of [...authorFields, 'key'] as const) {
    if (values[field])
      res.cookie(names[field], values[field], { ...cookieAttributes(blog.url), maxAge: year });
    else res.clearCookie(names[field], cookieAttributes(blog.url));
  }
}

/** Keeps the key alone: what a reader does by a button is known again, and no name with it. */
export function rememberKey(blog: Blog, res: Response, key: string): void {
  res.cookie(cookieNames(blog).key, key, { ...cookieAttributes(blog.url), maxAge: year });
}

/** Takes back what an earlier consent had set. */
export function forgetAuthor(blog: Blog, req: Request, res: Response): void {
  const cookies = readCookies(req);
  for (const name of Object.values(cookieNames(blog))) {
    if (cookies[name] !== undefined) res.clearCookie(name, cookieAttributes(blog.url));
  }
}

function cookieNames({ url }: Blog) {
  const site = crypto.createHash('sha256').update(url).digest('hex').slice(0, 32);
  const named = (kind: string) => cookieName(url, `${kind}_${site}`);
  return {
    author_name: named('comment_author'),
    author_email: named('comment_author_email'),
    author_url: named('comment_author_url'),
    key: named('comment_key'),
  };
}
