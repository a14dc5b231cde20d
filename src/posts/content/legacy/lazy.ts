// posts/content/legacy/lazy.ts: pictures and frames whose addresses wait in an attribute for a script, and what stands there without one.
import type { Element, ElementContent } from 'hast';
import {
  attribute,
  classesOf,
  find,
  isBlank,
  isElement,
  type Node,
  type Parent,
} from '../../../base/html/tree.ts';

const sources = [
  'dataSrc',
  'dataLazySrc',
  'dataOriginal',
  'dataLazy',
  'dataOrigSrc',
  'dataEcho',
  'dataCfsrc',
  'dataUrl',
];
const sets = ['dataSrcset', 'dataLazySrcset', 'dataOriginalSet', 'dataSrcSet', 'dataLazySrcSet'];
/** Names of pictures that stand in for another. */
const standsIn =
  /^$|^data:|^about:|(?:^|[/_.-])(?:blank|spacer|pixel|placeholder|lazy|loading|loader|grey|gray|transparent|trans|1x1|clear|dot)[\w.-]*\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?$/i;

/** Gives such elements their address; `noscript` becomes what is in it, unless that shows the picture once more. Changes the tree. */
export function revealLazy(tree: Parent): void {
  revealIn(tree);
}

function revealIn(parent: Parent): void {
  const shown = new Set<string>();
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type !== 'element') return [child];
    if (child.tagName === 'amp-img') child.tagName = 'img';
    if (['img', 'iframe', 'video', 'audio', 'source'].includes(child.tagName)) reveal(child);
    revealIn(child);
    if (child.tagName !== 'noscript') {
      remember(child, shown);
      return [child];
    }
    const again = pictureIn(child);
    return again && shown.has(again)
      ? child.children.filter((one) => !isBlank(one) && !showsOnly(one))
      : child.children;
  }) as ElementContent[];
}

function reveal(element: Element): void {
  const { properties } = element;
  const address = firstOf(element, sources);
  const isLazy =
    standsIn.test(attribute(element, 'src')) ||
    classesOf(element).some((name) => /^(?:js-)?lazy/i.test(name));
  if (address && isLazy && !/^(?:data|javascript|about):/i.test(address)) properties.src = address;
  const set = firstOf(element, sets);
  if (set && (isLazy || !properties.srcSet)) properties.srcSet = set;
}

const firstOf = (element: Element, names: string[]): string =>
  names.map((name) => attribute(element, name).trim()).find(Boolean) ?? '';

function pictureIn(parent: Element): string | undefined {
  const picture = find(parent, ({ tagName }) => tagName === 'img' || tagName === 'iframe');
  return picture && attribute(picture, 'src');
}

function remember(element: Element, shown: Set<string>): void {
  const address =
    element.tagName === 'img' || element.tagName === 'iframe' ? attribute(element, 'src') : undefined;
  const inside =
    address ?? (isElement(element, 'a', 'picture', 'figure', 'span') ? pictureIn(element) : undefined);
  if (inside) shown.add(inside);
}

const showsOnly = (node: Node): boolean =>
  node.type === 'element' &&
  (['img', 'iframe'].includes(node.tagName) || node.children.every((one) => isBlank(one) || showsOnly(one)));
