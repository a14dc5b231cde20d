// embeds/fetching/page.ts: what a page says of itself: Open Graph, schema.org, its title and description. None of its markup is kept.
import type { Element, Root } from 'hast';
import { parseHtml } from '../../base/html/parse.ts';
import { attribute, plainText } from '../../base/html/tree.ts';
import { readJsonLd } from './json-ld.ts';
import { address, noWords, plain, type Words } from './words.ts';

/** What a page says, and where its oEmbed answer lies ('' when nowhere). */
export type PageWords = Words & { oembed_url: string };

/**
 * Reads a page: Open Graph (ogp.me), then JSON-LD (schema.org), then Twitter's names, then plain title and description.
 * The head alone is parsed where it says enough; the rest of a page is much and says little.
 * @throws HttpError 422 for what is nested too deep or grows while it is parsed
 */
export function readPage(body: string, base: string): PageWords {
  const end = body.search(/<\/head\s*>/i);
  const head = end > 0 ? read(body.slice(0, end), base) : undefined;
  return head?.title ? head : read(body, base);
}

function read(html: string, base: string): PageWords {
  const told = gather(parseHtml(html));
  const from = address(told.base, base) || base;
  const meta = (...names: string[]) => names.map((name) => told.meta.get(name)).find(Boolean);
  const data = readJsonLd(told.scripts);
  const link = (...types: string[]) => types.map((type) => told.oembed.get(type)).find(Boolean);
  return {
    ...noWords,
    title: plain(meta('og:title') ?? data.title ?? meta('twitter:title') ?? told.title, 300),
    author: plain(meta('author') ?? data.author ?? personIn(meta('article:author')), 100),
    description: plain(
      meta('og:description') ?? data.description ?? meta('twitter:description', 'description'),
      500,
    ),
    thumbnail_url: address(
      meta('og:image:secure_url', 'og:image', 'og:image:url') ?? data.image ?? meta('twitter:image'),
      from,
    ),
    site_name: plain(meta('og:site_name') ?? data.site_name ?? meta('application-name'), 100),
    icon_url: address(told.icon, from),
    oembed_url: address(link('application/json+oembed', 'text/xml+oembed', 'application/xml+oembed'), from),
  };
}

/** Some pages name their author by the address of a profile. */
const personIn = (given: string | undefined) => (/^https?:/i.test(given ?? '') ? undefined : given);

interface Told {
  title: string;
  base: string;
  icon: string;
  /** By name or property, the first of each. */
  meta: Map<string, string>;
  /** By type, the first of each. */
  oembed: Map<string, string>;
  scripts: string[];
}

/** Looks at each element once. */
function gather(tree: Root): Told {
  const told: Told = { title: '', base: '', icon: '', meta: new Map(), oembed: new Map(), scripts: [] };
  const walk = (parent: Root | Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue;
      note(told, child);
      walk(child);
    }
  };
  walk(tree);
  return told;
}

function note(told: Told, one: Element): void {
  if (one.tagName === 'meta') {
    const content = attribute(one, 'content').trim();
    for (const name of [attribute(one, 'property'), attribute(one, 'name')].map((each) => each.toLowerCase()))
      if (name && content && !told.meta.has(name)) told.meta.set(name, content);
  } else if (one.tagName === 'link') noteLink(told, one);
  else if (one.tagName === 'title') told.title ||= plainText(one);
  else if (one.tagName === 'base') told.base ||= attribute(one, 'href');
  else if (one.tagName === 'script' && attribute(one, 'type').toLowerCase() === 'application/ld+json')
    told.scripts.push(plainText(one));
}

function noteLink(told: Told, one: Element): void {
  const href = attribute(one, 'href').trim();
  const type = attribute(one, 'type').toLowerCase();
  const rel = [one.properties.rel].flat().map((word) => String(word).toLowerCase());
  if (href && type.endsWith('+oembed') && !told.oembed.has(type)) told.oembed.set(type, href);
  // Drawings (SVG) and .ico are not taken; a telephone's sign is a picture as we take them.
  const isIcon = rel.includes('apple-touch-icon') || (rel.includes('icon') && isPicture(href, type));
  if (href && isIcon) told.icon ||= href;
}

const isPicture = (href: string, type: string): boolean =>
  /^image\/(png|webp|jpeg|gif)$/.test(type) || (!type && /\.(png|webp|jpe?g|gif)(\?|$)/i.test(href));
