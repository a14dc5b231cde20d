// posts/content/caption.ts: the caption shortcode: a picture with words beneath.
import type { Properties } from 'hast';
import { element, find, isBlank, isElement, text, type Node } from '../../base/html/tree.ts';

/**
 * `[caption id align width caption]<a><img></a> words[/caption]` as a figure; undefined when there is no picture in it.
 */
export function captioned(attributes: Map<string, string>, inside: Node[]): Node[] | undefined {
  const nodes = inside.filter((node) => !isBlank(node));
  const first = nodes[0];
  const hasPicture =
    isElement(first) && (first.tagName === 'img' || find(first, (one) => one.tagName === 'img'));
  if (!hasPicture) return undefined;
  const given = attributes.get('caption');
  const words = given ? [text(given)] : trimmedStart(inside.slice(inside.indexOf(first) + 1));
  const parts: Node[] = [isElement(first, 'p') ? element('div', {}, first.children) : first];
  if (words.some((node) => !isBlank(node)))
    parts.push(element('figcaption', { className: ['wp-caption-text'] }, words));
  return [element('figure', propertiesOf(attributes), parts)];
}

function propertiesOf(attributes: Map<string, string>): Properties {
  const align = /^align(?:none|left|right|center|wide|full)$/.exec(attributes.get('align') ?? '')?.[0];
  const width = /^\d{1,5}/.exec(attributes.get('width') ?? '')?.[0];
  const id = /^attachment_\d+$/.exec(attributes.get('id') ?? '')?.[0];
  const classes = (attributes.get('class') ?? '').split(/\s+/).filter((name) => /^[\w-]+$/.test(name));
  return {
    ...(id && { id }),
    className: ['wp-caption', align ?? 'alignnone', ...classes],
    ...(Number(width) > 0 && { style: `width:${width}px` }),
  };
}

function trimmedStart(nodes: Node[]): Node[] {
  const [first, ...rest] = nodes;
  if (first?.type === 'text') return [text(first.value.trimStart()), ...rest];
  if (isElement(first, 'br')) return rest;
  return nodes;
}
