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
    nodes.push(element('a', { href: found.url }, [text(found.text)]));
    end = found.lastIndex;
  }
  if (!end) return [node];
  if (end < node.value.length) nodes.push(text(node.value.slice(end)));
  return nodes;
}
