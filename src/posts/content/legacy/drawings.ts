// posts/content/legacy/drawings.ts: drawings (SVG) in a text: what they say in words.
import type { Element, ElementContent } from 'hast';
import { element, plainText, text, type Node, type Parent } from '../../../base/html/tree.ts';

/** Puts the words of a drawing in its place: its title, its description, the texts in it. Changes the tree. */
export function tellDrawings(parent: Parent): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    if (child.tagName !== 'svg') {
      tellDrawings(child);
      return [child];
    }
    const words = wordsIn(child);
    return words.length ? [element('span', { className: ['drawing-words'] }, [text(words.join(' '))])] : [];
  }) as ElementContent[];
}

function wordsIn(drawing: Element): string[] {
  return drawing.children.flatMap((child): string[] => {
    if (child.type !== 'element' || child.tagName === 'style' || child.tagName === 'script') return [];
    if (!['title', 'desc', 'text', 'foreignobject', 'foreignObject'].includes(child.tagName))
      return wordsIn(child);
    const words = plainText(child).replaceAll(/\s+/g, ' ').trim();
    return words ? [words] : [];
  });
}
