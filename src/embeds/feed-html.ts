// embeds/feed-html.ts: clean HTML as feed readers need it: whole addresses, no frames, no controls; made when a text is stored.
import type { Element, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { parseHtml, printHtml } from '../base/html/parse.ts';
import { attribute, classesOf, element, find, plainText, text } from '../base/html/tree.ts';
import { escapeXml } from '../base/xml/escape.ts';

/**
 * Clean HTML of a post or comment for a feed; null when it is good as it is. Where an address is relative, a mark stands
 * for what comes before it: the site may move and the post get another address, which is no reason to make texts again.
 */
export function feedHtml(html: string): string | null {
  if (!wanting.test(html)) {
    const completed = html.replace(tag, inTag);
    return completed === html ? null : completed;
  }
  const tree = parseHtml(html.replaceAll(mark, ''));
  withoutControls(tree);
  plainCards(tree);
  visit(tree, 'element', completeAddresses);
  const made = printHtml(tree).trim();
  return made === html ? null : made;
}

/**
 * Puts the addresses in the place of the marks: replacing in a text, without reading its HTML.
 * @param page the whole address of the page that the text stands on
 */
export function withAddresses(made: string, page: string): string {
  if (!made.includes(mark)) return made;
  const { origin, pathname, protocol } = new URL(page);
  const before: Record<string, string> = {
    scheme: protocol,
    site: origin,
    page,
    path: origin + pathname,
    folder: origin + pathname.slice(0, pathname.lastIndexOf('/') + 1),
  };
  return made.replaceAll(marks, (_all, name: string) => escapeXml(before[name]!));
}

// No text holds this character: XML forbids it, and it is taken out of what is stored here.
const mark = '\u0001';
const marks = new RegExp(`${mark}(scheme|site|page|path|folder)${mark}`, 'g');

/** What a feed cannot take as it is. Most comments hold none of it, and are not parsed once more. */
const wanting = new RegExp(
  `<!--|${mark}|<(?:script|style|template|button|form|input|noscript|svg|iframe|embed|object)[\\s>]` +
    '|embed-card|\\s(?:style|srcset)=',
  'i',
);
const relative = /(\s(?:href|src|poster|cite)=")((?![a-z][a-z0-9+.-]{0,20}:)[^"]*)(?=")/gi;
// As printHtml prints it: every value stands in quotes, and none holds one.
const tag = /<[a-z](?:[^"<>]|"[^"]*")*>/gi;

const inTag = (one: string): string =>
  one.replace(relative, (_all, name: string, given: string) => name + marked(given));

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

function completeAddresses(node: Element): void {
  delete node.properties.style;
  for (const name of addressed) {
    const given = node.properties[name];
    if (typeof given === 'string') node.properties[name] = marked(given);
  }
  const { srcSet } = node.properties;
  const candidates = Array.isArray(srcSet) ? srcSet.join(', ') : srcSet;
  if (typeof candidates === 'string') {
    node.properties.srcSet = candidates
      .split(/,\s+/)
      .map((one) => one.trim().replace(/^\S+/, marked))
      .join(', ');
  }
}

/** An address with the mark of what comes before it (URL Standard, "relative references"). */
function marked(given: string): string {
  const put = (name: string) => `${mark}${name}${mark}${given}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(given)) return given;
  if (given.startsWith('//')) return put('scheme');
  if (given.startsWith('/')) return put('site');
  if (given === '' || given.startsWith('#')) return put('page');
  return put(given.startsWith('?') ? 'path' : 'folder');
}
