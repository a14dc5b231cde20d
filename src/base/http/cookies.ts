// base/http/cookies.ts: the cookies of the site: their names, their attributes and how they are read.
import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';

/** Whether readers reach the site over TLS: its own address decides, not a header of the request. */
export const isHttps = (site_url: string): boolean => site_url.startsWith('https:');

/**
 * The name of a cookie. Under https it begins with `__Host-` (RFC 6265bis, 4.1.3.2): browsers then take it over TLS and
 * from this very host alone, so that no neighbouring subdomain can plant one.
 */
export const cookieName = (site_url: string, name: string): string =>
  isHttps(site_url) ? `__Host-${name}` : name;

/** What all cookies of the site share; `__Host-` asks for Secure, the path `/` and no domain. */
export const cookieAttributes = (site_url: string) =>
  ({
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(site_url),
    path: '/',
  }) as const satisfies CookieOptions;

/** The cookies of a request by name, decoded; the first of a name counts. Their values are untrusted. */
export const readCookies = ({ headers }: Pick<Request, 'headers'>): Record<string, string | undefined> =>
  parseCookie(headers.cookie ?? '');
