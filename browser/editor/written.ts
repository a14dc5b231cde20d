// editor/written.ts: what the rich editor holds, as pieces of the text: an untouched element is its old segment.
import { joinLines, writeBreaks } from './breaks.ts';
import { asBlock } from './block-markup.ts';
import type { Piece, Segment } from './segments.ts';
import { waitingAttribute } from './files.ts';
import { dropForeign } from './foreign.ts';
import { segmentAttribute, sourceAttribute, sourceIn } from './shown.ts';

/** What the editor was given: the segments, how their elements looked when they had just been put in. */
export interface Loaded {
  /** This loading's own word: what was copied from elsewhere has another. */
  token: string;
  segments: Segment[];
  looked: Map<number, string>;
  /** The text has blocks of the block editor, and what is new becomes one. */
  isBlocks: boolean;
}

/** The top-level elements of the editor's own output. */
export function elementsIn(html: string): Element[] {
  const { body } = new DOMParser().parseFromString(`<body>${html}`, 'text/html');
  return [...body.children];
}

/** Which segment an element shows or came from; undefined for what is new. */
export function segmentOf(element: Element, { token }: Pick<Loaded, 'token'>): number | undefined {
  const [word, number] = (element.getAttribute(segmentAttribute) ?? '').split('-');
  return word === token ? Number(number) : undefined;
}

/** The same, without what extensions and translation have put onto them. */
export function ownElementsIn(html: string, loaded: Loaded): Element[] {
  const elements = elementsIn(html);
  for (const element of elements)
    dropForeign(element, loaded.segments[segmentOf(element, loaded) ?? -1]?.source ?? '');
  return elements;
}

/** @param html the editor's output */
export function piecesIn(html: string, loaded: Loaded): Piece[] {
  return ownElementsIn(html, loaded).map((element): Piece => {
    const segment = segmentOf(element, loaded);
    if (segment !== undefined && loaded.looked.get(segment) === element.outerHTML) return { segment };
    const before = segment === undefined ? undefined : loaded.segments[segment];
    if (before && sourceIn(element) === before.source) return { segment };
    return { segment, source: sourceOf(element, before, loaded.isBlocks) };
  });
}

function sourceOf(element: Element, before: Segment | undefined, isBlocks: boolean): string {
  if (element.hasAttribute(waitingAttribute)) return '';
  const own = sourceIn(element);
  if (own !== undefined) return own;
  const inner = liftIslands(element);
  return putIslands(writtenElement(element, before, isBlocks), inner);
}

function writtenElement(element: Element, before: Segment | undefined, isBlocks: boolean): string {
  clean(element);
  if (isNothing(element)) return '';
  if (before?.block ?? (!before && isBlocks)) return asBlock(element, before?.block);
  joinLines(element);
  const isBare =
    element.nodeName === 'P' && !element.attributes.length && !/^<p[\s>]/i.test(before?.source ?? '');
  if (!isBare) return element.outerHTML;
  writeBreaks(element);
  return element.innerHTML.trim();
}

/** Takes islands out of an element they were moved into, and leaves a mark. Changes the element. */
function liftIslands(element: Element): string[] {
  const islands = [...element.querySelectorAll(`[${sourceAttribute}]`)];
  return islands.map((island, number) => {
    island.replaceWith(new Comment(`qb-island ${number}`));
    return sourceIn(island) ?? '';
  });
}

const putIslands = (written: string, sources: string[]): string =>
  written.replaceAll(/<!--qb-island (\d+)-->/g, (_mark, number: string) => sources[Number(number)] ?? '');

/** Without what only the editor needs. Changes the element. */
function clean(element: Element): void {
  for (const one of [element, ...element.querySelectorAll('*')]) {
    // A paragraph that was put into a quotation brings its number along.
    one.removeAttribute(segmentAttribute);
    one.removeAttribute('contenteditable');
    one.removeAttribute(sourceAttribute);
    if (one.getAttribute('class') === '') one.removeAttribute('class');
  }
  // TinyMCE's own line ends.
  for (const figure of element.matches('figure') ? [element] : element.querySelectorAll('figure')) {
    for (const child of Array.from(figure.childNodes)) {
      if (child instanceof Text && !child.data.trim()) child.remove();
    }
  }
  // Still on its way to the library.
  const waiting = `[${waitingAttribute}], img[src^="blob:"], img[src^="data:"]`;
  for (const one of element.querySelectorAll(waiting)) one.remove();
  for (const caption of element.querySelectorAll('figcaption'))
    if (!caption.textContent.trim()) caption.remove();
}

const isNothing = (element: Element): boolean =>
  element.matches('p, h1, h2, h3, h4, h5, h6, figure') &&
  !element.textContent.replaceAll('\u00a0', ' ').trim() &&
  !element.querySelector('img, hr, table');
