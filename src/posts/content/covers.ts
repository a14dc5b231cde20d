// posts/content/covers.ts: covers of older block posts carry their picture in a style; here it becomes a picture.
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { attribute, classesOf, element, isElement } from '../../base/html/tree.ts';

/** Gives each cover with a background image a picture element, as newer covers have. Changes the tree. */
export function showCovers(tree: Root): void {
  visit(tree, 'element', (cover) => {
    if (!classesOf(cover).some((name) => name === 'wp-block-cover' || name === 'wp-block-cover-image'))
      return;
    const src = /background-image:\s*url\(\s*["']?([^"')\s]{1,2000})["']?\s*\)/i.exec(
      attribute(cover, 'style'),
    )?.[1];
    if (!src || cover.children.some((child) => isElement(child, 'img'))) return;
    cover.children.unshift(element('img', { className: ['wp-block-cover__image-background'], src, alt: '' }));
  });
}
