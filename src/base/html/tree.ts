// base/html/tree.ts: small questions about, and changes to, a tree of HTML.
import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast';

export type Parent = Root | Element;
/** Anything that stands in a parent. */
export type Node = RootContent | ElementContent;

/** Makes an element. */
export const element = (tagName: string, properties: Properties = {}, children: Node[] = []): Element => ({
  type: 'element',
  tagName,
  properties,
  children: children as ElementContent[],
});

export const text = (value: string): { type: 'text'; value: string } => ({ type: 'text', value });

export const isElement = (node: Nodes | undefined, ...names: string[]): node is Element =>
  node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));

export const isBlank = (node: Nodes): boolean => node.type === 'text' && !/\S/.test(node.value);

export const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

/** The value of an attribute as text; '' when it is not there. */
export const attribute = ({ properties }: Element, name: string): string => {
  const value = properties[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** All text in a node, as it is. */
export function plainText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

/** Takes out every node (with what is in it) that the test names. Changes the tree. */
export function remove(parent: Parent, test: (node: Node) => boolean): void {
  parent.children = (parent.children as Node[]).filter((node) => !test(node)) as ElementContent[];
  for (const child of parent.children) if (child.type === 'element') remove(child, test);
}

/** The first descendant that the test names. */
export function find(parent: Parent, test: (element: Element) => boolean): Element | undefined {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const found = test(child) ? child : find(child, test);
    if (found) return found;
  }
  return undefined;
}

/** Blocks: what cannot stand inside a paragraph. */
export const blockNames = new Set(
  (
    'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul ' +
    'caption col colgroup tbody td tfoot th thead tr'
  ).split(' '),
);

/** Elements whose text is kept letter by letter. */
export const verbatimNames = new Set('pre code kbd samp tt script style textarea math svg'.split(' '));

/** Whether a node is a block or holds one. */
export const isBlock = (node: Nodes): boolean =>
  node.type === 'element' && (blockNames.has(node.tagName) || node.children.some(isBlock));
