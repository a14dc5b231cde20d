// posts/content/legacy/accordions.ts: accordions of the block editor, which a script would open, as details.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { attribute, classesOf, element, find, remove, type Node } from '../../../base/html/tree.ts';

const has = (one: Element, name: string): boolean => classesOf(one).includes(name);

/** Makes each item of an accordion a `details` with the heading as its summary. Changes the tree. */
export function openAccordions(tree: Root): void {
  visit(tree, 'element', (item) => {
    if (!has(item, 'wp-block-accordion-item')) return;
    const heading = find(item, (one) => has(one, 'wp-block-accordion-heading'));
    if (!heading) return;
    remove(heading, (node) => node.type === 'element' && attribute(node, 'ariaHidden') === 'true');
    const title = find(heading, (one) => has(one, 'wp-block-accordion-heading__toggle-title')) ?? heading;
    const rest = (item.children as Node[]).filter((child) => child !== heading);
    item.tagName = 'details';
    item.properties = {
      className: ['wp-block-details'],
      ...(has(item, 'is-open') && { open: true }),
    };
    item.children = [element('summary', {}, title.children), ...rest] as Element['children'];
  });
}
