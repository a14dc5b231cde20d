// posts/content/pages.ts: cuts a post's clean html at its marks: `more` for lists, `nextpage` for pages. On the tree, pure.
import type { Comment, ElementContent, Root } from 'hast';
import { parseHtml, printHtml } from '../../base/html/parse.ts';
import { element, isBlank, remove, type Node, type Parent } from '../../base/html/tree.ts';

export interface Teaser {
  html: string;
  /** The words of the link that leads on, as the author wrote them; '' when nothing. */
  more: string;
}

/** What lists show before the author's `<!--more-->` mark; undefined when there is none on the first page. */
export function beforeMore(html: string): Teaser | undefined {
  if (!html.includes('<!--more')) return undefined;
  const [first] = cut(parseHtml(html), isNextPage);
  const page: Root = { type: 'root', children: (first ?? []) as Root['children'] };
  const mark = firstMark(page);
  if (!mark) return undefined;
  const [teaser] = cut(page, (comment) => comment === mark);
  return { html: printed(teaser!), more: mark.value.slice(4).trim() };
}

/**
 * The pages of a post between `<!--nextpage-->` marks, at least one, each well formed. The more mark becomes the place
 * `#more-ID` that lists lead to; with `<!--noteaser-->` only what follows it is shown.
 */
export function pagesOf({ id, html }: { id: number; html: string }): string[] {
  if (!html.includes('<!--')) return [html];
  return cut(parseHtml(html), isNextPage).map((page) => printed(whole(page, id)));
}

function whole(page: Node[], id: number): Node[] {
  const root: Root = { type: 'root', children: page as Root['children'] };
  const mark = firstMark(root);
  if (!mark) return page;
  const [teaser, ...rest] = cut(root, (comment) => comment === mark);
  const place = element('span', { id: `more-${id}` });
  return [...(hasNoTeaser(root) ? [] : teaser!), place, ...rest.flat()];
}

const isNextPage = ({ value }: Comment): boolean => value === 'nextpage';

const hasNoTeaser = (parent: Parent): boolean =>
  parent.children.some((child) =>
    child.type === 'comment' ? child.value === 'noteaser' : child.type === 'element' && hasNoTeaser(child),
  );

function firstMark(parent: Parent): Comment | undefined {
  for (const child of parent.children) {
    if (child.type === 'comment' && /^more(?: |$)/.test(child.value)) return child;
    const found = child.type === 'element' ? firstMark(child) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Cuts a tree at the marks; elements around a mark are closed before it and opened again after it. */
function cut(parent: Parent, isMark: (comment: Comment) => boolean): Node[][] {
  const parts: Node[][] = [[]];
  for (const child of parent.children as Node[]) {
    if (child.type === 'comment' && isMark(child)) parts.push([]);
    else if (child.type !== 'element') parts.at(-1)!.push(child);
    else {
      const [first, ...rest] = cut(child, isMark);
      if (!rest.length) parts.at(-1)!.push(child);
      else {
        if (hasWords(first!)) parts.at(-1)!.push({ ...child, children: first as ElementContent[] });
        const { id: _, ...properties } = child.properties;
        for (const part of rest)
          parts.push(hasWords(part) ? [{ ...child, properties, children: part as ElementContent[] }] : []);
      }
    }
  }
  return parts;
}

const hasWords = (nodes: Node[]): boolean => nodes.some((node) => !isBlank(node) && node.type !== 'comment');

/** Without the marks that are left; those of lists are filled when the page is made. */
function printed(nodes: Node[]): string {
  const root: Root = { type: 'root', children: nodes as Root['children'] };
  remove(root, (node) => node.type === 'comment' && !node.value.startsWith('live:'));
  return printHtml(root).trim();
}
