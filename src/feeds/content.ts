// feeds/content.ts: clean HTML as feed readers need it: whole addresses, no frames, no controls.
import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { parseHtml, printHtml } from '../base/html/parse.ts';
import { attribute, classesOf, element, find, plainText, text } from '../base/html/tree.ts';
import { cdata, escapeXml } from '../base/xml/escape.ts';
import type { Markup } from './feed.ts';

/** Clean HTML of a post or comment for a feed. @param base the address relative links start from */
export function feedHtml(html: string, base: string): string {
  const tree = parseHtml(html);
  withoutControls(tree);
  plainCards(tree);
  visit(tree, 'element', (node: Element) => completeAddresses(node, base));
  return printHtml(tree).trim();
}

/** HTML as CDATA. */
export const markup = (html: string): Markup => ({ html: cdata(html) });

/** Plain text where HTML is expected. */
export const plainMarkup = (words: string): Markup => ({ html: cdata(escapeXml(words)) });

const dropped = new Set(['script', 'style', 'template', 'button', 'form', 'input', 'noscript', 'svg']);

function withoutControls(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    if (node.type === 'comment') {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (node.type !== 'element') return undefined;
    if (dropped.has(node.tagName)) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (['iframe', 'embed', 'object'].includes(node.tagName)) {
      const address = attribute(node, 'src') || attribute(node, 'data');
      const link = element('a', { href: address }, [text(address)]);
      parent.children.splice(index, 1, ...(address ? [link] : []));
      return [SKIP, index];
    }
    return undefined;
  });
}

/** The card of an embed says "click to load"; a feed gets its picture and its title as a link. */
function plainCards(tree: Root): void {
  visit(tree, 'element', (node: Element) => {
    if (!classesOf(node).includes('embed-card')) return undefined;
    const picture = find(node, (one) => classesOf(one).includes('embed-poster'));
    const title = find(node, (one) => classesOf(one).includes('embed-title'));
    const href = attribute(node, 'href');
    node.children = [...(picture ? [picture, element('br')] : []), text((title && plainText(title)) || href)];
    node.properties = { href };
    return SKIP;
  });
}

const addressed = ['href', 'src', 'poster', 'cite'];

function completeAddresses(node: Element, base: string): void {
  delete node.properties.style;
  for (const name of addressed) {
    const given = node.properties[name];
    if (typeof given === 'string') node.properties[name] = absolute(given, base);
  }
  const { srcSet } = node.properties;
  const candidates = Array.isArray(srcSet) ? srcSet.join(', ') : srcSet;
  if (typeof candidates === 'string') {
    node.properties.srcSet = candidates
      .split(/,\s+/)
      .map((one) => one.trim().replace(/^\S+/, (address) => absolute(address, base)))
      .join(', ');
  }
}

/** A whole address; what is none stays as it is. */
export function absolute(given: string, base: string): string {
  return URL.canParse(given, base) ? new URL(given, base).href : given;
}
