// export/capsule/rewrite.ts: a page as it is read from disk: links lead to files beside it, or to where the blog was. Pure.
import { parse, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { assetFile, relative, uploadFile } from './paths.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface Rewritten {
  html: string;
  /** Site-relative addresses of sheets and the like that the page needs. */
  assets: string[];
  /** Paths and queries of pages that it links to. */
  links: string[];
}

interface Page {
  site: string;
  /** The page's own address on the site. */
  address: string;
  file: string;
  assets: Set<string>;
  /** Links to this site's own addresses, to be set once it is known what they lead to. */
  links: { attr: { value: string }; url: URL }[];
}

/** The file of the page that an address leads to; undefined when a capsule has none. */
export type LeadTo = (pathname: string, search: string) => Promise<string | undefined>;

/**
 * Links to pages that are in the capsule lead to their files; all others to where the blog was.
 */
export async function rewritePage(
  html: string,
  { site, address, file }: Pick<Page, 'site' | 'address' | 'file'>,
  leadTo: LeadTo,
): Promise<Rewritten> {
  const page: Page = { site, address, file, assets: new Set(), links: [] };
  const document = parse(html);
  walk(document, page);
  for (const { attr, url } of page.links) {
    const to = await leadTo(url.pathname, url.search);
    attr.value = to ? relative(file, to) + url.hash : url.href;
  }
  const links = page.links.map(({ url }) => url.pathname + url.search);
  return { html: serialize(document), assets: [...page.assets], links: [...new Set(links)] };
}

/** Sheets name fonts and pictures: these by their place in the capsule. @returns what else it needs */
export function rewriteSheet(css: string, site: string, address: string): { css: string; assets: string[] } {
  const page: Page = {
    site,
    address,
    file: assetFile(address.split('?')[0]!),
    assets: new Set(),
    links: [],
  };
  const rewritten = css.replaceAll(
    /url\(\s*(["']?)([^"')]+)\1\s*\)|@import\s+(["'])([^"']+)\3/g,
    (whole: string, _quote, named?: string, _other?, imported?: string) => {
      const given = (named ?? imported)!;
      if (/^data:|^#/.test(given)) return whole;
      const to = resource(given, page);
      return named === undefined ? `@import "${to}"` : `url("${to}")`;
    },
  );
  return { css: rewritten, assets: [...page.assets] };
}

function walk(node: Node, page: Page): void {
  if ('childNodes' in node) {
    // Nothing runs, and nothing can be sent from a file.
    node.childNodes = node.childNodes.filter(
      (child) => !['script', 'form', 'base', 'noscript'].includes(child.nodeName),
    );
    for (const child of node.childNodes) walk(child, page);
  }
  if ('content' in node) walk(node.content, page);
  if ('attrs' in node) rewriteElement(node, page);
}

function rewriteElement(element: Element, page: Page): void {
  const isResource = element.tagName === 'link' && /stylesheet|icon/.test(attribute(element, 'rel'));
  for (const attr of element.attrs) {
    if (attr.name === 'href')
      attr.value = isResource
        ? resource(attr.value, page)
        : element.tagName === 'link'
          ? absolute(attr.value, page)
          : link(attr, page);
    else if (['src', 'poster'].includes(attr.name)) attr.value = resource(attr.value, page);
    else if (attr.name === 'srcset') attr.value = candidates(attr.value, page);
    else if (['action', 'formaction', 'cite', 'data'].includes(attr.name))
      attr.value = absolute(attr.value, page);
  }
}

const attribute = (element: Element, name: string) =>
  element.attrs.find((attr) => attr.name === name)?.value ?? '';

/** An address of this site, resolved; undefined for any other, and for what is no address. */
function own(given: string, { site, address }: Page): URL | undefined {
  if (!URL.canParse(given, site + address)) return undefined;
  const url = new URL(given, site + address);
  return url.origin === new URL(site).origin ? url : undefined;
}

function link(attr: { value: string }, page: Page): string {
  const url = own(attr.value, page);
  if (!url || attr.value.startsWith('#')) return attr.value;
  const upload = uploadKey(url);
  if (upload) return relative(page.file, uploadFile(upload)) + url.hash;
  page.links.push({ attr, url });
  return url.href;
}

function resource(given: string, page: Page): string {
  const url = own(given, page);
  if (!url || given.startsWith('data:')) return given;
  const upload = uploadKey(url);
  if (upload) return relative(page.file, uploadFile(upload));
  page.assets.add(url.pathname + url.search);
  return relative(page.file, assetFile(url.pathname));
}

const candidates = (given: string, page: Page): string =>
  given
    .split(/,\s+/)
    .map((one) => {
      const [address = '', ...size] = one.trim().split(/\s+/);
      return [resource(address, page), ...size].join(' ');
    })
    .join(', ');

const absolute = (given: string, page: Page): string => own(given, page)?.href ?? given;

function uploadKey({ pathname }: URL): string | undefined {
  return /^\/uploads\/(.+)$/.exec(pathname)?.[1];
}
