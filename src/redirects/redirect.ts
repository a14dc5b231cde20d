// redirects/redirect.ts: the noun: an address that leads elsewhere, and how a request is compared with it.

export const kinds = ['exact', 'prefix', 'pattern'] as const;
export type MatchKind = (typeof kinds)[number];

/** 410 leads nowhere: it says that the page is gone. */
export const statuses = [301, 302, 307, 308, 410] as const;
export type RedirectStatus = (typeof statuses)[number];

export interface Redirect {
  id: number;
  match: MatchKind;
  /** As typed. */
  source: string;
  /** What is compared (sourceKey). */
  source_key: string;
  /** A path of this site or an http(s) address; '' for 410. */
  target: string;
  status: RedirectStatus;
  is_active: boolean;
  hits: number;
  last_hit_at: Date | null;
  created_at: Date;
}

/** What an owner says of one. */
export type RedirectWords = Pick<Redirect, 'match' | 'source' | 'target' | 'status'>;

export interface MissingPage {
  path: string;
  hits: number;
  first_at: Date;
  last_at: Date;
  referrer: string;
}

/** More than a person looks through; each address that leads nowhere is compared with all patterns. */
export const mostRedirects = 20_000;
export const mostPatterns = 100;
export const longestSource = 500;
export const longestTarget = 2000;

/** A path as it is compared: percent signs decoded, in small letters, without its last slash. */
export function pathKey(path: string): string {
  const lower = decoded(path).toLowerCase();
  return lower.length > 1 ? lower.replace(/\/+$/, '') || '/' : lower;
}

/** What is stored of a source to be found again. */
export function sourceKey(match: MatchKind, source: string): string {
  if (match === 'pattern') return source;
  const [path, query] = split(source);
  return match === 'exact' && query ? `${pathKey(path)}?${query}` : pathKey(path);
}

/**
 * The keys by which redirects of an address are found, those that say most first.
 * @param address path and query, as a request names them
 */
export function keysOf(address: string): { exact: string[]; prefixes: string[] } {
  const [path, query] = split(address);
  const key = pathKey(path);
  const exact = query ? [`${key}?${query}`, key] : [key];
  const names = key.split('/').filter(Boolean).slice(0, 30);
  const prefixes = names.map((_, at) => `/${names.slice(0, names.length - at).join('/')}`);
  return { exact, prefixes: [...prefixes, '/'] };
}

/** An address that was pasted whole, as a path of this site; anything else as it is. @param url the site's own address */
export function withoutOrigin(address: string, url: string): string {
  const { origin } = new URL(url);
  return address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
}

/** Whether an address is a path that no browser reads as the name of a host. */
export const isPath = (address: string): boolean => /^\/(?![/\\])/.test(address);

function decoded(path: string): string {
  try {
    const text = decodeURIComponent(path);
    // No text of the database holds a NUL.
    return text.includes('\0') ? path : text;
  } catch {
    return path;
  }
}

/** The path of an address, and the query behind its first `?`; undefined for none. */
export function split(address: string): [path: string, query: string | undefined] {
  const at = address.indexOf('?');
  return at < 0 ? [address, undefined] : [address.slice(0, at), address.slice(at + 1)];
}
