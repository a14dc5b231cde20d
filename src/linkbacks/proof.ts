// linkbacks/proof.ts: whether a page really links to a post, and what the page is called. Pure.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { parseHtml } from '../base/html/parse.ts';
import { attribute, find, plainText } from '../base/html/tree.ts';
import { cut } from './form.ts';

export interface Target {
  /** Its absolute permalink. */
  permalink: string;
  post_id: number;
}

export interface Proof {
  is_proven: boolean;
  title: string;
  site_name: string;
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
  return {
    is_proven: linksIn(tree).some((href) => leadsTo(href, from, target)),
    title: cut(textIn(tree, 'title') || textIn(tree, 'h1'), 250),
    site_name: cut(metaIn(tree, 'og:site_name'), 200),
  };
}

function linksIn(tree: Root): string[] {
  const links: string[] = [];
  visit(tree, 'element', (element: Element) => {
    if (['a', 'area'].includes(element.tagName)) links.push(attribute(element, 'href').trim());
  });
  return links.filter(Boolean);
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
