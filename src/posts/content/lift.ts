// posts/content/lift.ts: takes blocks out of the paragraphs they cannot stand in.
import type { ElementContent, Root } from 'hast';
import { element, isBlank, isBlock, isElement, type Node, type Parent } from '../../base/html/tree.ts';

/** A paragraph with a figure in it becomes paragraph, figure, paragraph. Changes the tree. */
export function liftBlocks(tree: Root): void {
  liftIn(tree);
}

function liftIn(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    liftIn(child);
    const holdsText = isElement(child, 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6');
    return holdsText && child.children.some(isBlock)
      ? lifted(child.tagName, child.properties, child.children)
      : [child];
  }) as ElementContent[];
}

function lifted(name: string, properties: ReturnType<typeof element>['properties'], nodes: Node[]): Node[] {
  const made: Node[] = [];
  let words: Node[] = [];
  const close = () => {
    if (words.some((node) => !isBlank(node) && !isElement(node, 'br')))
      made.push(element(name, { ...properties }, words));
    words = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) words.push(node);
    else {
      close();
      made.push(node);
    }
  }
  close();
  return made;
}
