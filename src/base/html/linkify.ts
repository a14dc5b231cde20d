// base/html/linkify.ts: makes links of the addresses that stand in a text.
import type { ElementContent, Root, Text } from 'hast';
import { LinkifyIt } from 'linkify-it';
import { element, text, verbatimNames, type Node, type Parent } from './tree.ts';

/**
 * Turns `https://…`, `www.…` and mail addresses in text into links. Not inside links, code and preformatted text.
 * Changes the tree. What rel such links carry is the sanitizer's decision.
 */
export function linkify(tree: Root): void {
  linkifyIn(tree);
}

const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false })
  .add('ftp:', null)
  .add('//', null);

function linkifyIn(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type === 'text') return linked(child);
    if (child.type === 'element' && child.tagName !== 'a' && !verbatimNames.has(child.tagName))
      linkifyIn(child);
    return [child];
  }) as ElementContent[];
}

function linked(node: Text): Node[] {
  if (!/[:@]|www\./i.test(node.value)) return [node];
  const nodes: Node[] = [];
  let end = 0;
  for (const found of finder.match(node.value) ?? []) {
    // A bare `example.com` is more often a word at a missing space than a link.
    if (!found.schema && !/^www\./i.test(found.text)) continue;
    if (found.index > end) nodes.push(text(node.value.slice(end, found.index)));
    nodes.push(element('a', { href: found.url }, [text(found.text)]));
    end = found.lastIndex;
  }
  if (!end) return [node];
  if (end < node.value.length) nodes.push(text(node.value.slice(end)));
  return nodes;
}
