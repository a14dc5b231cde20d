// posts/content/embed-place.ts: the place of an embed in a text: a figure that holds nothing but the link.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import {
  attribute,
  classesOf,
  element,
  isBlank,
  isElement,
  plainText,
  text,
  type Node,
} from '../../base/html/tree.ts';

/**
 * The figure that stands for a link until its card is drawn, and that remains honest HTML when none ever is.
 * Undefined for anything but an http(s) address.
 */
export function embedPlace(url: string, caption?: Element): Element | undefined {
  const address = url.startsWith('//') ? `https:${url}` : url;
  if (!/^https?:\/\/[^\s<>"]{3,2000}$/i.test(address) || !URL.canParse(address)) return undefined;
  const link = element('a', { href: address }, [text(address)]);
  return element('figure', { className: ['wp-block-embed'] }, caption ? [link, caption] : [link]);
}

/** Embed places in a clean tree, with their address. */
export function embedPlaces(tree: Root): { figure: Element; url: string }[] {
  const places: { figure: Element; url: string }[] = [];
  visit(tree, 'element', (figure) => {
    if (figure.tagName !== 'figure' || !classesOf(figure).includes('wp-block-embed')) return;
    const [link, ...rest] = figure.children.filter((child) => !isBlank(child));
    if (!isElement(link, 'a') || rest.some((child) => !isElement(child, 'figcaption'))) return;
    if (plainText(link) === attribute(link, 'href')) places.push({ figure, url: plainText(link) });
  });
  return places;
}

/** Gutenberg's embed blocks, old and new, as places of the same kind. Changes the tree. */
export function placeEmbedBlocks(tree: Root): void {
  visit(tree, 'element', (figure) => {
    if (figure.tagName !== 'figure' || !classesOf(figure).some((name) => name.startsWith('wp-block-embed')))
      return;
    const caption = figure.children.find((child) => isElement(child, 'figcaption')) as Element | undefined;
    const words = figure.children.filter((child) => child !== caption);
    const place = embedPlace(words.map(plainText).join('').trim(), caption);
    if (!place) return;
    figure.children = place.children;
    figure.properties.className = [...new Set(['wp-block-embed', ...classesOf(figure)])];
  });
}

/** A place whose link shows no more than itself becomes an ordinary paragraph. */
export function asPlainLink(figure: Element): void {
  const caption = figure.children.find((child) => isElement(child, 'figcaption'));
  if (caption) return;
  figure.tagName = 'p';
  figure.properties = {};
}

/** Raw markup, trusted: drawn by our own templates. */
export const raw = (value: string): Node => ({ type: 'raw', value }) as unknown as Node;
