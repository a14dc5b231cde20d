// linkbacks/receiving/proof.ts: whether a page really links to a post, and what the page is called. Pure.
import type { Element, Root } from 'hast';
import { parseHtml, type TextLimits } from '../../base/html/parse.ts';
import { attribute, blockNames, find, plainText } from '../../base/html/tree.ts';
import { cut } from './form.ts';
import { type Mention, mentionIn, wordsIn } from './mention.ts';
import { addressIn, leadsTo, type Target } from './target.ts';

export interface Proof {
  is_proven: boolean;
  title: string;
  site_name: string;
  /** What stands around the link, '' without one. */
  quote: string;
  mention: Mention;
}

/** Of the first 150,000 bytes of a page that a stranger names. */
const pageLimits: TextLimits = { elements: 20_000, depth: 256 };

/**
 * Looks for a link to the post in a page's anchors and media; comments and scripts of the page are none.
 * @param base the page's own address, after redirects
 * @param part the fragment that was named: of a page with such an element only that element is read
 */
export function proofIn(html: string, base: string, target: Target, part = ''): Proof {
  const page = parseHtml(withBody(html), pageLimits);
  const tree = partOf(page, part);
  const start = find(page, (one) => one.tagName === 'base' && attribute(one, 'href') !== '');
  const own = start && URL.canParse(attribute(start, 'href'), base) ? attribute(start, 'href') : '';
  const from = own ? new URL(own, base).href : base;
  const isMeant = (href: string) => leadsTo(href, from, target);
  const link = linkIn(tree, isMeant);
  return {
    is_proven: link !== undefined,
    title: cut(textIn(page, 'title') || textIn(page, 'h1'), 250),
    site_name: cut(metaIn(page, 'og:site_name') || metaIn(page, 'application-name'), 200),
    quote: link ? quoteAround(link) : '',
    mention: mentionIn(tree, isMeant, from),
  };
}

/** Parsed as a fragment, a page has no body; an entry may stand on it (`<body class="h-entry">`). */
const withBody = (html: string) => html.replaceAll(/<(?:html|body)(?=[\s>])/gi, '<div');

/** What a comment of a page says is not what the page says. A comment that is gone leaves nothing. */
function partOf(page: Root, part: string): Root {
  const element = part && find(page, (one) => attribute(one, 'id') === part);
  if (element) return { type: 'root', children: [element] };
  return /^comment-\d+$/.test(part) ? { type: 'root', children: [] } : page;
}

interface Link {
  link: Element;
  /** The paragraph, item or cell it stands in. */
  block: Element | Root;
}

/** The first link that is meant, with the innermost block around it. */
function linkIn(tree: Root, isMeant: (href: string) => boolean): Link | undefined {
  const search = (node: Element | Root, block: Element | Root): Link | undefined => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const href = addressIn(child);
      if (href && isMeant(href)) return { link: child, block };
      const found = search(child, blockNames.has(child.tagName) ? child : block);
      if (found) return found;
    }
    return undefined;
  };
  return search(tree, tree);
}

/** About a hundred letters on either side of the link, as WordPress quotes a pingback. */
function quoteAround({ link, block }: Link): string {
  const text = cut(wordsIn(block), 100_000);
  const words = cut(wordsIn(link), 200).replace(/…$/, '');
  const at = Math.max(0, text.indexOf(words));
  const [from, to] = [Math.max(0, at - 100), at + words.length + 100];
  const before = from > 0 ? `[…] ${text.slice(from, at).replace(/^\S*\s/, '')}` : text.slice(0, at);
  const after = to < text.length ? `${text.slice(at, to).replace(/\s\S*$/, '')} […]` : text.slice(at);
  return cut(before + after, 450);
}

function textIn(tree: Root, name: string): string {
  const found = find(tree, (one) => one.tagName === name);
  return found ? plainText(found) : '';
}

function metaIn(tree: Root, name: string): string {
  const isNamed = (one: Element) => attribute(one, 'property') === name || attribute(one, 'name') === name;
  const found = find(tree, (one) => one.tagName === 'meta' && isNamed(one));
  return found ? attribute(found, 'content') : '';
}
