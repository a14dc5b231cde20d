// linkbacks/proof.ts: whether a page really links to a post, and what the page is called. Pure.
import type { Element, Root } from 'hast';
import { parseHtml } from '../base/html/parse.ts';
import { attribute, blockNames, find, plainText } from '../base/html/tree.ts';
import { cut } from './form.ts';
import { type Mention, mentionIn } from './mention.ts';

export interface Target {
  /** Its absolute permalink. */
  permalink: string;
  post_id: number;
}

export interface Proof {
  is_proven: boolean;
  title: string;
  site_name: string;
  /** What stands around the link, '' without one. */
  quote: string;
  mention: Mention;
}

/**
 * Looks for a link to the post in a page's anchors. Fragment, query, scheme, letter case of percent codes and a closing
 * slash make no difference; the post's short address (`?p=ID`) counts too.
 * @param base the page's own address, after redirects
 */
export function proofIn(html: string, base: string, target: Target): Proof {
  const tree = parseHtml(html);
  const start = find(tree, (one) => one.tagName === 'base' && attribute(one, 'href') !== '');
  const own = start && URL.canParse(attribute(start, 'href'), base) ? attribute(start, 'href') : '';
  const from = own ? new URL(own, base).href : base;
  const isMeant = (href: string) => leadsTo(href, from, target);
  const link = linkIn(tree, isMeant);
  return {
    is_proven: link !== undefined,
    title: cut(textIn(tree, 'title') || textIn(tree, 'h1'), 250),
    site_name: cut(metaIn(tree, 'og:site_name'), 200),
    quote: link ? quoteAround(link) : '',
    mention: mentionIn(tree, isMeant),
  };
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
      const href = ['a', 'area'].includes(child.tagName) ? attribute(child, 'href').trim() : '';
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
  const text = cut(plainText(block), 100_000);
  const words = cut(plainText(link), 200).replace(/…$/, '');
  const at = Math.max(0, text.indexOf(words));
  const [from, to] = [Math.max(0, at - 100), at + words.length + 100];
  const before = from > 0 ? `[…] ${text.slice(from, at).replace(/^\S*\s/, '')}` : text.slice(0, at);
  const after = to < text.length ? `${text.slice(at, to).replace(/\s\S*$/, '')} […]` : text.slice(at);
  return cut(before + after, 450);
}

function leadsTo(href: string, base: string, { permalink, post_id }: Target): boolean {
  if (!URL.canParse(href, base)) return false;
  const [link, target] = [new URL(href, base), new URL(permalink)];
  if (!['http:', 'https:'].includes(link.protocol) || link.host !== target.host) return false;
  const isHome = pathOf(link) === pathOf(new URL('/', target));
  if (isHome && link.searchParams.get('p') === String(post_id)) return true;
  // A permalink that is a query itself is matched above.
  return !target.search && pathOf(link) === pathOf(target);
}

function pathOf({ pathname }: URL): string {
  const path = pathname.replace(/\/+$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function textIn(tree: Root, name: string): string {
  const found = find(tree, (one) => one.tagName === name);
  return found ? plainText(found) : '';
}

function metaIn(tree: Root, property: string): string {
  const found = find(tree, (one) => one.tagName === 'meta' && attribute(one, 'property') === property);
  return found ? attribute(found, 'content') : '';
}
