// redirects/find-target.ts: where an address that nothing else answers leads, by what the owner said.
import type { Blog } from '../blog.ts';
import { matchPattern } from '../base/pattern.ts';
import { redirectsFor } from './queries.ts';
import { isPath, keysOf, pathKey, split, type Redirect, type RedirectStatus } from './redirect.ts';

export interface Target {
  id: number;
  status: RedirectStatus;
  /** A path of this site or an http(s) address; '' for 410. */
  address: string;
}

/**
 * Exact addresses come before prefixes, long prefixes before short ones, both before patterns, which come as they were made.
 * One statement, whatever the size of the blog.
 * @param address path and query of the request
 * @returns undefined when no redirect says anything of it, or when it would lead to itself
 */
export async function findTarget(blog: Blog, address: string): Promise<Target | undefined> {
  // Nobody makes a redirect for what is longer.
  if (address.length > 2000) return undefined;
  const { exact, prefixes } = keysOf(address);
  const found = await redirectsFor(blog.db, exact, prefixes);
  const rank = ({ match, source_key }: Redirect) =>
    match === 'exact'
      ? exact.indexOf(source_key)
      : match === 'prefix'
        ? 10 + prefixes.indexOf(source_key)
        : 1000;
  for (const redirect of found.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id)) {
    const target = targetOf(redirect, address);
    if (target === undefined) continue;
    if (redirect.status !== 410 && leadsBack(blog, target, address)) continue;
    return { id: redirect.id, status: redirect.status, address: target };
  }
  return undefined;
}

/**
 * Where one redirect leads an address. Pure.
 * @returns undefined when it does not match, or when what came of it is no address
 */
function targetOf(
  {
    match,
    source,
    source_key,
    target,
    status,
  }: Pick<Redirect, 'match' | 'source' | 'source_key' | 'target' | 'status'>,
  address: string,
): string | undefined {
  const [path, query] = split(address);
  if (match === 'pattern') {
    const groups = matchPattern(source, address);
    return groups && (status === 410 ? '' : checked(filled(target, groups)));
  }
  if (status === 410) return '';
  if (match === 'exact') return source_key.includes('?') ? target : withQuery(target, query);
  // What stands behind the prefix in the address as it was asked for goes behind the target.
  const names = path.split('/').filter(Boolean);
  const rest = names.slice(source_key.split('/').filter(Boolean).length).join('/');
  const slash = rest && path.endsWith('/') ? '/' : '';
  return checked(withQuery(rest ? `${target.replace(/\/$/, '')}/${rest}${slash}` : target, query));
}

const filled = (target: string, groups: string[]): string =>
  target.replaceAll(/\$([0-9])/g, (_, group: string) => groups[Number(group)] ?? '');

/** What a pattern or a prefix made must still be an address of this site, or one on the web. */
const checked = (address: string): string | undefined =>
  isPath(address) || /^https?:\/\/[^/]/i.test(address) ? address : undefined;

const withQuery = (target: string, query: string | undefined): string =>
  query !== undefined && !target.includes('?')
    ? target.replace(/(#.*)?$/, (hash) => `?${query}${hash}`)
    : target;

function leadsBack({ url }: Blog, target: string, address: string): boolean {
  const base = new URL(url);
  const there = URL.canParse(target, base) ? new URL(target, base) : undefined;
  if (!there || there.host !== base.host) return false;
  // No URL is made of what was asked for: `//` is none.
  const [path, query] = split(address);
  return pathKey(there.pathname) === pathKey(path) && there.search === (query ? `?${query}` : '');
}
