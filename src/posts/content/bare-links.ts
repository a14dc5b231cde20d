// posts/content/bare-links.ts: a link alone on its line becomes an embed or a player.
import type { Element, ElementContent, Root } from 'hast';
import {
  attribute,
  element,
  isBlank,
  isElement,
  plainText,
  text,
  type Node,
  type Parent,
} from '../../base/html/tree.ts';
import { embedPlace } from './embed-place.ts';
import { playerFor } from './player.ts';

/** Where a link may stand alone: not within a sentence, a list, a table or a quotation's source. */
const roomy = new Set('div section article blockquote figure li td main aside'.split(' '));

/** Replaces paragraphs' lines that are nothing but an address. Changes the tree. */
export function placeBareLinks(tree: Root): void {
  placeIn(tree);
}

function placeIn(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    if (child.tagName === 'p') return placed(child);
    if (roomy.has(child.tagName)) placeIn(child);
    return [child];
  }) as ElementContent[];
}

function placed(paragraph: Element): Node[] {
  const lines = linesOf(paragraph.children);
  const places = lines.map((line) => placeOf(line));
  if (!places.some((place) => place)) return [paragraph];
  const nodes: Node[] = [];
  let words: Node[] = [];
  const close = () => {
    if (words.some((node) => !isBlank(node))) nodes.push(element('p', { ...paragraph.properties }, words));
    words = [];
  };
  for (const [index, line] of lines.entries()) {
    const place = places[index];
    if (place) {
      close();
      nodes.push(place);
    } else words.push(...(words.length ? [element('br'), ...line] : line.map(startOfLine)));
  }
  close();
  return nodes.flatMap((node, index) => (index ? [text('\n'), node] : [node]));
}

const startOfLine = (node: Node, index: number): Node =>
  index === 0 && node.type === 'text' ? text(node.value.trimStart()) : node;

function linesOf(nodes: Node[]): Node[][] {
  const lines: Node[][] = [[]];
  for (const node of nodes)
    if (isElement(node, 'br')) lines.push([]);
    else lines.at(-1)!.push(node);
  return lines;
}

/** An embed or player for a line that holds one address: as text, or as a link that shows its own address. */
function placeOf(line: Node[]): Element | undefined {
  const [node, ...others] = line.filter((one) => !isBlank(one));
  if (!node || others.length) return undefined;
  const address = plainText(node).trim();
  if (node.type !== 'text' && !(isElement(node, 'a') && attribute(node, 'href') === address))
    return undefined;
  if (!/^https?:\/\/[^\s<>"]+$/i.test(address)) return undefined;
  return playerFor(address) ?? embedPlace(address);
}
