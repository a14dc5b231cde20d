// linkbacks/discover.ts: where a page takes webmentions or pingbacks. Pure.
import type { Element } from 'hast';
import { parseHtml } from '../base/html/parse.ts';
import { attribute, find } from '../base/html/tree.ts';

export interface Endpoint {
  protocol: 'webmention' | 'pingback';
  /** Absolute. */
  url: string;
}

/**
 * Finds the endpoint: a webmention's first (Webmention 3.1.2: header, then the first link or anchor in the document),
 * else a pingback's (Pingback 1.0, section 2.3).
 * @param page its address after redirects, its headers in lower case, and its text
 */
export function endpointOf(page: {
  url: string;
  headers: Record<string, string>;
  html: string;
}): Endpoint | undefined {
  const tree = parseHtml(page.html);
  const base = find(tree, (one) => one.tagName === 'base' && attribute(one, 'href') !== '');
  const start = base && URL.canParse(attribute(base, 'href'), page.url) ? attribute(base, 'href') : '';
  const from = new URL(start, page.url).href;
  const named = (rel: string, names: string[]) =>
    find(tree, (one) => names.includes(one.tagName) && hasRel(one, rel) && one.properties.href !== undefined);
  const element = named('webmention', ['link', 'a']);
  const inHeader = linkHeader(page.headers.link ?? '', 'webmention');
  const webmention =
    inHeader === undefined
      ? element && resolved(attribute(element, 'href'), from)
      : resolved(inHeader, page.url);
  if (webmention) return { protocol: 'webmention', url: webmention };
  const link = named('pingback', ['link']);
  const pingback = page.headers['x-pingback'] ?? (link ? attribute(link, 'href') : '');
  const url = pingback ? resolved(pingback, from) : undefined;
  return url ? { protocol: 'pingback', url } : undefined;
}

function hasRel(element: Element, rel: string): boolean {
  const given = element.properties.rel;
  const words = Array.isArray(given) ? given : String(given ?? '').split(/\s+/);
  return words.some((word) => String(word).toLowerCase() === rel);
}

/** The address of the first link with this relation (RFC 8288, section 3). */
function linkHeader(header: string, rel: string): string | undefined {
  for (const [, url = '', params = ''] of header.matchAll(/<([^>]*)>((?:[^,"<]|"[^"]*")*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(params) ?? [];
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes(rel)) return url;
  }
  return undefined;
}

function resolved(href: string, base: string): string | undefined {
  if (!URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  return ['http:', 'https:'].includes(url.protocol) ? url.href : undefined;
}
