// base/html/linkify.ts: makes links of the addresses that stand in a text.
import type { ElementContent, Root, Text } from 'hast';
import { LinkifyIt } from 'linkify-it';
import { postLimits, refusedParts } from './parse.ts';
import { element, text, verbatimNames, type Node, type Parent } from './tree.ts';

/**
 * Turns `https://…`, `www.…` and mail addresses in text into links. Not inside links, code and preformatted text.
 * Changes the tree. What rel such links carry is the sanitizer's decision.
 * @param most links that may be made; more are refused with 422
 * @returns how many were made
 */
export function linkify(tree: Root, most = postLimits.elements): number {
  const links = { made: 0, most };
  linkifyIn(tree, links);
  return links.made;
}

interface Links {
  made: number;
  most: number;
}

const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false })
  .add('ftp:', null)
  .add('//', null);

/** An address without the signs behind it that belong to the sentence: a full stop, a bracket that none in it opens. */
export function addressIn(found: string): string {
  let end = found.length;
  const closing = (sign: string) => count(found.slice(0, end), sign);
  while (end > 0) {
    const last = found[end - 1]!;
    const opened = pairs.get(last);
    const isOver = opened ? closing(last) > closing(opened) : '.,:;!?'.includes(last);
    if (!isOver || found.length - end >= 20) break;
    end -= 1;
  }
  return found.slice(0, end);
}

const pairs = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const count = (text: string, sign: string): number => text.split(sign).length - 1;

function linkifyIn(parent: Parent, links: Links): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type === 'text') return linked(child, links);
    if (child.type === 'element' && child.tagName !== 'a' && !verbatimNames.has(child.tagName))
      linkifyIn(child, links);
    return [child];
  }) as ElementContent[];
}

function linked(node: Text, links: Links): Node[] {
  if (!/[:@]|www\./i.test(node.value)) return [node];
  const nodes: Node[] = [];
  let end = 0;
  for (const found of finder.match(node.value) ?? []) {
    // A bare `example.com` is more often a word at a missing space than a link.
    if (!found.schema && !/^www\./i.test(found.text)) continue;
    links.made += 1;
    if (links.made > links.most) throw refusedParts();
    if (found.index > end) nodes.push(text(node.value.slice(end, found.index)));
    const cut = found.text.length - addressIn(found.text).length;
    const href = cut ? found.url.slice(0, -cut) : found.url;
    nodes.push(element('a', { href }, [text(found.text.slice(0, found.text.length - cut))]));
    end = found.lastIndex - cut;
  }
  if (!end) return [node];
  if (end < node.value.length) nodes.push(text(node.value.slice(end)));
  return nodes;
}
