// linkbacks/sending/discover.ts: where a page takes webmentions, pingbacks or trackbacks. Pure.
import type { Element, Nodes } from 'hast';
import { parseHtml } from '../../base/html/parse.ts';
import { attribute, find } from '../../base/html/tree.ts';

export interface Endpoint {
  protocol: 'webmention' | 'pingback' | 'trackback';
  /** Absolute. */
  url: string;
}

/**
 * Finds the endpoint: a webmention's first (Webmention 3.1.2: header, then the first link or anchor in the document),
 * else a pingback's (Pingback 1.0, section 2.3), else a trackback's (TrackBack 1.2, "Auto-Discovery").
 * @param page its address after redirects, its headers in lower case, its text, and the address that was linked
 */
export function endpointOf(page: {
  url: string;
  headers: Record<string, string>;
  html: string;
  asked?: string;
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
  if (url) return { protocol: 'pingback', url };
  const trackback = trackbackIn(tree, [page.url, page.asked ?? page.url], from);
  return trackback ? { protocol: 'trackback', url: trackback } : undefined;
}

/** RDF in a comment; of several blocks (a list of posts) the one about this page. */
function trackbackIn(tree: Nodes, pages: string[], base: string): string | undefined {
  for (const block of rdfIn(tree)) {
    const attributes = attributesOf(block);
    const about = attributes.get('dc:identifier') ?? attributes.get('rdf:about') ?? '';
    const ping = attributes.get('trackback:ping') ?? '';
    const isThis =
      URL.canParse(about, base) && pages.some((one) => isSame(new URL(about, base), new URL(one)));
    const url = isThis && ping ? resolved(ping, base) : undefined;
    if (url) return url;
  }
  return undefined;
}

/** What stands between `<rdf:Description` and the end of that tag. */
function rdfIn(node: Nodes): string[] {
  if (node.type === 'comment') return node.value.split('<rdf:Description').slice(1, 51);
  return 'children' in node ? node.children.flatMap(rdfIn) : [];
}

/** In order, up to the end of the tag; a value may hold `>`. The text is walked once. */
function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  const next = /\s*([\w:.-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
  for (let found = next.exec(tag); found; found = next.exec(tag)) {
    const [, name = '', double, single] = found;
    if (!attributes.has(name)) attributes.set(name, unescaped(double ?? single ?? ''));
  }
  return attributes;
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#45': '-',
  '#39': "'",
};
const unescaped = (value: string) =>
  value.replaceAll(/&(amp|lt|gt|quot|apos|#45|#39);/g, (_, name: string) => entities[name]!).trim();

/** Scheme, fragment and a closing slash make no difference. */
const isSame = (one: URL, other: URL) =>
  one.host === other.host &&
  one.search === other.search &&
  one.pathname.replace(/\/$/, '') === other.pathname.replace(/\/$/, '');

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
