// posts/content/legacy/leavings.ts: elements that nothing is left in once a text is clean.
import type { ElementContent } from 'hast';
import { text, type Node, type Parent } from '../../../base/html/tree.ts';

/** Vanish with nothing in them, whatever class or style they have. */
const blocks = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
/** Vanish when they have no attributes either; white space in them stays. */
const inline = new Set('b big del em font i ins s small span strong sub sup u'.split(' '));

/** Takes them out. Blanks that an author set (no-break spaces) are something. Changes the tree. @returns whether any went */
export function dropLeavings(parent: Parent): boolean {
  let went = false;
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    went = dropLeavings(child) || went;
    const isBlock = blocks.has(child.tagName) && child.properties.id === undefined;
    const isBare = inline.has(child.tagName) && Object.keys(child.properties).length === 0;
    if (!isBlock && !isBare) return [child];
    if (!(child.children as Node[]).every((one) => one.type === 'text' && !/[^ \t\r\n\f]/.test(one.value)))
      return [child];
    went = true;
    const space = child.children.map((one) => (one.type === 'text' ? one.value : '')).join('');
    return isBare && space ? [text(space)] : [];
  }) as ElementContent[];
  return went;
}
