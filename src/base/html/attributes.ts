// base/html/attributes.ts: what the schema cannot say about attributes: styles, ids, schemes, links that open windows.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { tidySrcset } from './srcset.ts';
import { safeStyle } from './style.ts';

/** Cuts styles down to safe ones, drops ids that the page itself uses or that stand twice, marks links. Changes the tree. */
export function tidyAttributes(tree: Root, rel: string[] | undefined): void {
  const ids = new Set<string>();
  visit(tree, 'element', (element) => {
    tidyStyle(element);
    tidyId(element, ids);
    tidySrcset(element);
    if (element.tagName === 'a') tidyLink(element, rel);
    if (element.tagName === 'img') element.properties.alt ??= '';
  });
}

/** `HTTP:` is http too; the schema compares letters. Changes the tree; to be called before the schema looks. */
export function lowerSchemes(tree: Root): void {
  visit(tree, 'element', ({ properties }) => {
    for (const name of ['href', 'src', 'cite', 'poster']) {
      const value = properties[name];
      if (typeof value !== 'string') continue;
      const url = value.trim();
      properties[name] = url.replace(/^[A-Za-z]{1,10}:/, (scheme) => scheme.toLowerCase());
    }
  });
}

function tidyStyle({ properties }: Element): void {
  if (properties.style === undefined) return;
  const style = safeStyle(String(properties.style));
  if (style) properties.style = style;
  else delete properties.style;
}

/** The page's own ids; links, labels and scripts must find the page's element, not one from a text. */
const pageId =
  /^(?:site|main|content|comments?|respond|reply-title|commentform|author|email|url|submit|attachments?|search|menu|nav|header|footer|top|(?:div-)?comment-.*|wp-comment-.*|qb-.*)$/i;

function tidyId({ properties }: Element, ids: Set<string>): void {
  if (properties.id === undefined) return;
  const id = String(properties.id);
  if (!/^[^\s"'<>&]{1,100}$/.test(id) || pageId.test(id) || ids.has(id)) delete properties.id;
  else ids.add(id);
}

function tidyLink({ properties }: Element, rel: string[] | undefined): void {
  if (properties.href === undefined) return;
  if (rel) properties.rel = rel;
  if (properties.target !== '_blank') delete properties.target;
  else properties.rel = [...new Set([...relOf(properties.rel), 'noopener'])];
}

const relOf = (rel: Element['properties'][string]): string[] =>
  Array.isArray(rel) ? rel.map(String) : typeof rel === 'string' ? [rel] : [];
