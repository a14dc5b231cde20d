// site/lost-address.ts: where an address that means nothing may lead all the same: old names, typing and mailing slips.
import { spanOf } from '../base/time/dates.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { attachmentById, attachmentBySlug, attachmentPath } from './attachment-address.ts';
import { readAddress } from '../posts/addresses/address.ts';
import { keyOfPath } from '../posts/addresses/former-path.ts';
import { below } from '../posts/addresses/navigation.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { findByFormerSlug, findBySlugPrefix, findPost } from '../posts/queries/find.ts';
import { formerPathsAt, type FormerPath } from '../posts/queries/former-paths.ts';
import { resolveAddress, resolveFormer, segmentsOf, splits } from '../posts/addresses/resolve.ts';
import { formerBases } from '../posts/old-addresses.ts';
import { permalinks } from '../posts/settings.ts';
import { isPublic } from '../posts/visible.ts';

/**
 * A site-relative address of our own to send the reader to, or undefined: the page is not found.
 * @param path still encoded
 * @param query without its `?`
 */
export async function lostAddress(blog: Blog, path: string, query = ''): Promise<string | undefined> {
  const segments = segmentsOf(path);
  const former = await formerPath(blog, path, segments, query);
  if (former || !segments?.length) return former;
  return (
    (await belowFormerBase(blog, path, query)) ??
    (await severalTerms(blog, segments)) ??
    (await withoutPunctuation(blog, segments)) ??
    (await formerStructure(blog, path)) ??
    (await formerName(blog, segments)) ??
    (await attachmentBySlug(blog, segments.at(-1)!)) ??
    (await beginning(blog, segments))
  );
}

/** The post or file that had this whole address on another site, with the feed or page that is asked of it. */
async function formerPath(
  blog: Blog,
  path: string,
  segments: string[] | undefined,
  query: string,
): Promise<string | undefined> {
  if (path.length > 2000) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const lengths = new Set([segments?.length ?? 0, ...(segments ? splits(segments) : [])]);
  const asked = [...lengths].flatMap((length) => {
    const rest = segments?.slice(length) ?? [];
    const thing = rest.length ? `/${segments!.slice(0, length).map(encodeURIComponent).join('/')}` : path;
    const key = keyOfPath(query ? `${thing}?${query}` : thing);
    return key ? [{ key, rest }] : [];
  });
  const found = await formerPathsAt(
    blog.db,
    asked.map(({ key }) => key),
  );
  const one = asked.find(({ key }) => found.has(key));
  const base = one && (await addressOfFormer(blog, found.get(one.key)!));
  return base && below(structure, base, one.rest[0] === 'page' ? one.rest.slice(1) : one.rest);
}

async function addressOfFormer(blog: Blog, { post_id, media_id }: FormerPath): Promise<string | undefined> {
  if (media_id) {
    const { page, address } = await attachmentById(blog, media_id);
    return page ? attachmentPath(page.media) : address;
  }
  const post = post_id ? await findPost(blog.db, post_id) : undefined;
  return post && isPublic(post) ? permalink(blog, post) : undefined;
}

/** What answers beside posts and lists, and so is not looked up: it is asked again without the folder. */
const elsewhere =
  /^\/(?:(?:comments\/)?feed(?:\/\w+)?\/?|wp-content\/uploads\/.+|wp-admin\/.*|wp-(?:login|trackback|feed|rss2?|atom|rdf|commentsrss2)\.php|xmlrpc\.php|wp-json\/.*|(?:wp-)?sitemap[\w-]*\.xml|favicon\.ico|robots\.txt)$/;

/** An address below the folder that the blog lay in on another site leads to the one it has here. */
async function belowFormerBase(blog: Blog, path: string, query: string): Promise<string | undefined> {
  const { former_bases } = await settings(blog.db, formerBases);
  const base = former_bases.find((one) => path === one || path.startsWith(`${one}/`));
  if (!base) return undefined;
  const rest = path.slice(base.length).replace(/^\/+/, '/') || '/';
  const asked = query ? `?${query}` : '';
  if (rest === '/' || elsewhere.test(rest)) return `${rest}${asked}`;
  if (await resolveAddress(blog, rest)) return `${rest}${asked}`;
  return lostAddress(blog, rest, query);
}

/** WordPress lists posts of several terms at once: /category/a+b/; here the first of them answers. */
async function severalTerms(blog: Blog, segments: string[]): Promise<string | undefined> {
  const at = segments.findIndex((segment) => /[+,]/.test(segment));
  if (at < 1) return undefined;
  const [first] = segments[at]!.split(/[+,]/);
  const found = first
    ? await resolveAddress(blog, `/${[...segments.slice(0, at), first].map(encodeURIComponent).join('/')}`)
    : undefined;
  return found?.archive?.kind === 'term' ? found.base : undefined;
}

// Programs that make links of addresses in mails take the full stop or the bracket after them along.
const trailing = new Set(' .,:;!?)]}>"\'’”»…*_');

async function withoutPunctuation(blog: Blog, segments: string[]): Promise<string | undefined> {
  const [last, ...before] = segments.toReversed();
  let end = last!.length;
  while (end > 0 && trailing.has(last![end - 1]!)) end -= 1;
  if (end === last!.length) return undefined;
  const cut = [...before.toReversed(), last!.slice(0, end)].filter(Boolean);
  const found = await resolveAddress(blog, `/${cut.map(encodeURIComponent).join('/')}`);
  if (!found) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  return below(structure, found.base, found.rest);
}

async function formerStructure(blog: Blog, path: string): Promise<string | undefined> {
  const found = await resolveFormer(blog, path);
  if (!found) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  return below(structure, found.base, found.rest);
}

async function formerName(blog: Blog, segments: string[]): Promise<string | undefined> {
  for (const slug of namesIn(segments)) {
    const post = await findByFormerSlug(blog.db, slug);
    if (post) return permalink(blog, post);
  }
  return undefined;
}

// A name may be followed by a page number or a suffix that matters no more.
function namesIn(segments: string[]): string[] {
  const names = segments.filter(
    (segment) => !/^\d+$|^(feed|atom|rss2?|rdf|page|trackback|embed|comment-page-\d+)$/.test(segment),
  );
  return names.slice(-1).filter((name) => name.length <= 200);
}

async function beginning(blog: Blog, segments: string[]): Promise<string | undefined> {
  const [name] = namesIn(segments);
  if (!name || name !== segments.at(-1) || name.length < 3) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const parts = readAddress(structure, segments);
  const { timezone_string } = await settings(blog.db, general);
  const [year, month] = parts?.year ? [parts.year, parts.monthnum] : dateIn(segments);
  const span = year ? spanOf(timezone_string, Number(year), month ? Number(month) : undefined) : undefined;
  const bare = name.replace(/\.(?:html?|php|aspx?)$/i, '');
  const post = await findBySlugPrefix(blog.db, bare, span);
  // What an address with a date means was published then; a name alone may be typed with any date before it.
  const named = post ?? (span && (await findBySlugPrefix(blog.db, bare)));
  return named && (post || named.slug === bare.toLowerCase()) ? permalink(blog, named) : undefined;
}

/** The year and month that some segments before the last name. */
function dateIn(segments: string[]): [string?, string?] {
  const at = segments.slice(0, -1).findIndex((segment) => /^(?:19|20)\d\d$/.test(segment));
  const month = segments[at + 1] ?? '';
  if (at < 0) return [];
  return /^(?:0?[1-9]|1[0-2])$/.test(month) ? [segments[at], month] : [segments[at]];
}
