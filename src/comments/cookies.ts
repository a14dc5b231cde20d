// comments/cookies.ts: what a browser remembers of a commenter, only with consent: name, email, website and a random key.
import crypto from 'node:crypto';
import type { Request, Response } from 'express';
import type { Blog } from '../blog.ts';
import { browserKeyHash, newBrowserKey } from './secret.ts';

export interface RememberedAuthor {
  author: string;
  email: string;
  url: string;
}

const year = 365 * 86_400_000;

/** The author as this browser remembers, or undefined. A page that shows it must not be kept by any cache. */
export function rememberedAuthor(blog: Blog, req: Request): RememberedAuthor | undefined {
  const names = cookieNames(blog);
  const cookies = cookiesOf(req);
  const [author, email, url] = [names.author, names.email, names.url].map((name) => cookies.get(name));
  if (!author && !email && !url) return undefined;
  return { author: author ?? '', email: email ?? '', url: url ?? '' };
}

/** SHA-256 of the browser's key; '' when it has none. */
export function browserOf(blog: Blog, req: Request): string {
  const key = cookiesOf(req).get(cookieNames(blog).key);
  return key && /^[\w-]{32}$/.test(key) ? browserKeyHash(key) : '';
}

/** A new key for a browser without one: give it to rememberAuthor when the comment is kept. */
export function keyFor(blog: Blog, req: Request): string {
  const known = cookiesOf(req).get(cookieNames(blog).key);
  return known && /^[\w-]{32}$/.test(known) ? known : newBrowserKey();
}

/** Sets the cookies for a year. All are HttpOnly: the form is filled by the server. */
export function rememberAuthor(blog: Blog, res: Response, author: RememberedAuthor, key: string): void {
  const names = cookieNames(blog);
  const values = { ...author, key };
  for (const field of ['author', 'email', 'url', 'key'] as const) {
    if (values[field]) res.cookie(names[field], values[field], { ...attributes(blog), maxAge: year });
    else res.clearCookie(names[field], attributes(blog));
  }
}

/** Takes back what an earlier consent had set. */
export function forgetAuthor(blog: Blog, req: Request, res: Response): void {
  const cookies = cookiesOf(req);
  for (const name of Object.values(cookieNames(blog))) {
    if (cookies.has(name)) res.clearCookie(name, attributes(blog));
  }
}

function cookieNames(blog: Blog) {
  const site = crypto.createHash('sha256').update(blog.url).digest('hex').slice(0, 32);
  return {
    author: `comment_author_${site}`,
    email: `comment_author_email_${site}`,
    url: `comment_author_url_${site}`,
    key: `comment_key_${site}`,
  };
}

function attributes(blog: Blog) {
  return { httpOnly: true, sameSite: 'lax' as const, secure: blog.url.startsWith('https:'), path: '/' };
}

function cookiesOf(req: Request): Map<string, string> {
  const pairs = (req.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const] : [];
  });
  return new Map(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
