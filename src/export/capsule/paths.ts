// export/capsule/paths.ts: where a page of the site lies in a capsule, and how one file there names another. Pure.
import crypto from 'node:crypto';
import path from 'node:path';

/** Folders of a capsule. */
export const folders = { site: 'site', files: 'files', data: 'data' };

/** Queries that make another page of an address; all others mean the same page, or one that is not copied. */
const queries = [
  'p',
  'page_id',
  'cat',
  'tag',
  'author',
  'm',
  'paged',
  'page',
  'cpage',
  'attachment_id',
  'post_format',
];
const foreign = ['s', 'feed', 'preview', 'replytocom', 'embed', 'trackback', 'rest_route'];
/** First words of addresses that are no pages for readers. */
const doors =
  /^\/(?:admin|login|logout|register|setup|search|wp-[\w-]+(?:\.php)?|xmlrpc\.php|webmention|trackback|feed|comments\/feed|rss2?|rdf|atom|oembed|robots\.txt|sitemap[\w-]*\.xml)(?:\/|$)/;
const below = /\/(?:feed(?:\/\w+)?|rss2?|rdf|atom|embed|trackback)\/?$/;

/** The file of a page, `site/2026/11/name/index.html`; undefined for an address that is no page of a capsule. */
export function pageFile(pathname: string, search: string): string | undefined {
  if (doors.test(pathname) || below.test(pathname)) return undefined;
  const asked = new URLSearchParams(search);
  if (foreign.some((name) => asked.has(name))) return undefined;
  const parts = queries.flatMap((name) => (asked.has(name) ? [`${name}-${asked.get(name)}`] : []));
  return [folders.site, ...segmentsOf(pathname), ...parts.map(safe), 'index.html'].join('/');
}

/** The file of a sheet, a font, a picture of the theme: under its own path. */
export function assetFile(pathname: string): string {
  return [folders.site, ...segmentsOf(pathname)].join('/');
}

/** The file of an upload; `key` is its path below /uploads/. */
export const uploadFile = (key: string): string => `${folders.files}/${segmentsOf(key).join('/')}`;

/** How the file `from` names the file `to`: a relative address, percent-encoded. */
export function relative(from: string, to: string): string {
  const steps = path.posix.relative(path.posix.dirname(from), to);
  return steps.split('/').map(encodeURIComponent).join('/');
}

const segmentsOf = (pathname: string): string[] => pathname.split('/').filter(Boolean).map(decoded).map(safe);

/** A name that all usual file systems take: no reserved sign, no dots alone, not longer than 255 bytes. */
function safe(segment: string): string {
  const name = segment.replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, '-').replace(/[. ]+$/, '-');
  if (Buffer.byteLength(name) <= 150) return name || '-';
  const digest = crypto.createHash('sha256').update(segment).digest('hex').slice(0, 12);
  return `${Array.from(name).slice(0, 30).join('')}-${digest}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
