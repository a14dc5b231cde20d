// posts/content/shortcodes.ts: puts figures where shortcodes stand; those that need media are filled later.
import type { Element, ElementContent } from 'hast';
import { element, text, verbatimNames, type Node, type Parent } from '../../base/html/tree.ts';
import { captioned } from './caption.ts';
import { embedPlace } from './embed-place.ts';
import { plainText } from '../../base/html/tree.ts';
import { scan, type ShortcodeName, type Tag } from './shortcode-scan.ts';

/** A figure that waits for media: a gallery, a playlist, a player. */
export interface Hole {
  name: Exclude<ShortcodeName, 'caption' | 'embed'>;
  attributes: Map<string, string>;
  figure: Element;
}

/**
 * Expands the shortcodes in a tree and returns the figures still to be filled. Shortcodes that are escaped, unknown
 * or not closed stay text. Changes the tree.
 */
export function expandShortcodes(tree: Parent): Hole[] {
  const holes: Hole[] = [];
  expandIn(tree, holes);
  return holes;
}

function expandIn(parent: Parent, holes: Hole[]): void {
  const items = scan(parent.children as Node[]);
  const made = items.some((item) => item.type === 'tag') ? expandItems(items, holes) : (items as Node[]);
  parent.children = made as ElementContent[];
  for (const child of made)
    if (child.type === 'element' && !verbatimNames.has(child.tagName)) expandIn(child, holes);
}

function expandItems(items: (Node | Tag)[], holes: Hole[]): Node[] {
  const closings = closingOf(items);
  const made: Node[] = [];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at]!;
    if (item.type !== 'tag') {
      made.push(item);
      continue;
    }
    const closing = closings.get(at);
    if (item.doubleBefore && item.doubleAfter) made.push(text(item.source));
    else if (
      item.doubleBefore &&
      closing !== undefined &&
      isTag(items[closing]) &&
      items[closing].doubleAfter
    ) {
      made.push(text(item.source), ...asWritten(items.slice(at + 1, closing)), text(items[closing].source));
      at = closing;
    } else {
      const expanded = expand(item, closing === undefined ? undefined : items.slice(at + 1, closing), holes);
      if (expanded) {
        made.push(...outer(item, 'before'), ...expanded);
        const last = closing === undefined ? item : (items[closing] as Tag);
        made.push(...outer(last, 'after'));
        at = closing ?? at;
      } else made.push(...asWritten([item]));
    }
  }
  return made;
}

/** For each opening tag the index of its closing tag: the next of its name, before another opens. One walk from the end. */
function closingOf(items: (Node | Tag)[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const next = new Map<ShortcodeName, number | undefined>();
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at]!;
    if (item.type !== 'tag') continue;
    const closing = next.get(item.name);
    if (!item.isClosing && closing !== undefined) pairs.set(at, closing);
    next.set(item.name, item.isClosing ? at : undefined);
  }
  return pairs;
}

/** The nodes a shortcode stands for; undefined when it stays text. */
function expand(tag: Tag, inside: (Node | Tag)[] | undefined, holes: Hole[]): Node[] | undefined {
  if (tag.isClosing) return undefined;
  if (tag.name === 'caption') return inside && captioned(tag.attributes, asWritten(inside));
  if (tag.name === 'embed') {
    const written = inside
      ? plainText(element('p', {}, asWritten(inside)))
      : (tag.attributes.get('src') ?? '');
    const place = embedPlace(written.trim());
    return place && [place];
  }
  const figure = element('figure');
  holes.push({ name: tag.name, attributes: tag.attributes, figure });
  return [figure];
}

const isTag = (item: Node | Tag | undefined): item is Tag => item?.type === 'tag';

/** Tags back to the text they were. */
const asWritten = (items: (Node | Tag)[]): Node[] =>
  items.flatMap((item) =>
    isTag(item) ? [...outer(item, 'before'), text(item.source), ...outer(item, 'after')] : [item],
  );

/** A bracket before or after a shortcode that was no escape. */
const outer = (tag: Tag, side: 'before' | 'after'): Node[] =>
  (side === 'before' ? tag.doubleBefore : tag.doubleAfter) ? [text(side === 'before' ? '[' : ']')] : [];
