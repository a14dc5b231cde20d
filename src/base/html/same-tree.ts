// base/html/same-tree.ts: whether two trees of HTML say the same.
import type { Nodes, Properties } from 'hast';
import type { Parent } from './tree.ts';

/**
 * Compares elements, attributes, texts and comments in their order. Texts side by side count as one, as a parser makes
 * one of them, and a value counts as it is printed: `20` as `'20'`, `['a', 'b']` as `'a b'`.
 */
export function isSameTree(one: Parent, other: Parent): boolean {
  const [mine, theirs] = [joinedChildren(one), joinedChildren(other)];
  return mine.length === theirs.length && mine.every((node, at) => isSameNode(node, theirs[at]!));
}

type Item = Nodes | string;

function isSameNode(one: Item, other: Item): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  if (one.type === 'comment') return other.type === 'comment' && one.value === other.value;
  if (one.type !== 'element' || other.type !== 'element') return false;
  return (
    one.tagName === other.tagName &&
    areSameProperties(one.properties, other.properties) &&
    isSameTree(one, other)
  );
}

function joinedChildren({ children }: Parent): Item[] {
  const items: Item[] = [];
  for (const child of children) {
    if (child.type !== 'text') items.push(child);
    else if (child.value) {
      const last = items.at(-1);
      if (typeof last === 'string') items[items.length - 1] = last + child.value;
      else items.push(child.value);
    }
  }
  return items;
}

function areSameProperties(one: Properties, other: Properties): boolean {
  const [mine, theirs] = [shownProperties(one), shownProperties(other)];
  return (
    mine.length === theirs.length && mine.every(([name, value]) => printed(other[name]) === printed(value))
  );
}

const shownProperties = (properties: Properties) =>
  Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== false);

const printed = (value: Properties[string]): string =>
  Array.isArray(value) ? value.join(' ') : String(value);
