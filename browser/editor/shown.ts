// editor/shown.ts: a segment of the text as the rich editor shows it: an element to write in, or an island.
import { showBreaks } from './breaks.ts';
import type { Segment } from './segments.ts';

/** The attribute that says which segment an element shows: the token of this loading, and the number. */
export const segmentAttribute = 'data-qb';
/** The attribute in which an island carries its own source. */
export const sourceAttribute = 'data-qb-source';

/** Blocks of the block editor that are one element, which can be written in as it is. */
const plainBlocks = new Map<string, string>(
  Object.entries({
    paragraph: 'P',
    heading: 'H1 H2 H3 H4 H5 H6',
    list: 'UL OL',
    quote: 'BLOCKQUOTE',
    image: 'FIGURE',
    table: 'FIGURE TABLE',
    code: 'PRE',
    preformatted: 'PRE',
    verse: 'PRE',
    separator: 'HR',
  }),
);

const writable = new Set(
  'P H1 H2 H3 H4 H5 H6 UL OL DL BLOCKQUOTE PRE TABLE HR FIGURE DIV ADDRESS'.split(' '),
);

/** An author's own markup that looks like the editor's is none of it. */
const strange =
  'script, style, iframe, object, embed, form, input, button, select, textarea, svg, math, noscript, template, ' +
  `[${segmentAttribute}], [${sourceAttribute}]`;

/** The markup of a segment; `name` is its value of the attribute. An island where it cannot be written in. */
export function shownSegment(segment: Segment, name: string, mustBeIsland = false): string {
  const element = mustBeIsland ? undefined : elementOf(segment);
  if (!element) return islandMarkup(segment.source, name);
  element.setAttribute(segmentAttribute, name);
  return element.outerHTML;
}

/** What an island stands for; undefined for anything else, also for what only looks like one. */
export function sourceIn(element: Element): string | undefined {
  const source = element.getAttribute(sourceAttribute);
  if (source === null) return undefined;
  try {
    return decodeURIComponent(source);
  } catch {
    return undefined;
  }
}

/** An island: a thing among the paragraphs that shows what it stands for and keeps its source. */
export function islandMarkup(source: string, name = ''): string {
  const island = document.createElement('div');
  island.className = 'qb-island';
  island.contentEditable = 'false';
  if (name) island.setAttribute(segmentAttribute, name);
  island.setAttribute(sourceAttribute, encodeURIComponent(source));
  return island.outerHTML;
}

function elementOf({ kind, source, name, block }: Segment): Element | undefined {
  if (kind === 'text') return paragraphOf(source);
  if (kind === 'shortcode')
    return name === 'caption' || name === 'wp_caption' ? captionOf(source) : unless(source);
  if (kind === 'element') return writableIn(source, writable, true);
  const names = block && plainBlocks.get(block.name);
  return names ? writableIn(block.inside.trim(), new Set(names.split(' ')), false) : undefined;
}

const shortcodes = new Set('gallery audio video playlist embed'.split(' '));

/** Brackets that are no shortcode of ours are words. */
function unless(source: string): Element | undefined {
  const name = /^\[([\w-]+)/.exec(source)?.[1];
  return shortcodes.has(name?.toLowerCase() ?? '') ? undefined : paragraphOf(source);
}

function paragraphOf(source: string): Element | undefined {
  const paragraph = onlyElement(`<p>${source}</p>`);
  if (paragraph?.nodeName !== 'P' || isStrange(paragraph) || isLinkAlone(paragraph)) return undefined;
  showBreaks(paragraph);
  return paragraph;
}

function writableIn(source: string, names: ReadonlySet<string>, isClassic: boolean): Element | undefined {
  const element = onlyElement(source);
  if (!element || !names.has(element.nodeName) || isStrange(element)) return undefined;
  if (element.nodeName === 'FIGURE' && !isPlainFigure(element)) return undefined;
  if (element.nodeName === 'P' && isLinkAlone(element)) return undefined;
  if (isClassic) showBreaks(element);
  if (element.querySelector(':scope > img, :scope > a > img')) guardFigure(element);
  return element;
}

/** A line that is nothing but an address is shown as what it leads to. */
const isLinkAlone = (paragraph: Element): boolean =>
  /^https?:\/\/[^\s<>"]+$/i.test(paragraph.textContent.trim()) && !paragraph.querySelector('img');

const isStrange = (element: Element): boolean =>
  element.matches(strange) ||
  element.querySelector(`${strange}, audio, video`) !== null ||
  hasOddComment(element);

/** Comments of blocks inside, but for those that come and go with a list's or quotation's parts. */
function hasOddComment(element: Element): boolean {
  const comments = document.createNodeIterator(element, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    const name = /^\s*\/?wp:([\w/-]+)/.exec((comment as Comment).data)?.[1];
    if (name && !['list', 'list-item', 'paragraph'].includes(name)) return true;
  }
  return false;
}

/** One picture, perhaps linked, perhaps with a caption; or a table with one. */
function isPlainFigure(figure: Element): boolean {
  const parts = [...figure.children].map((part) =>
    part.matches('a:has(> img:only-child)') ? 'IMG' : part.nodeName,
  );
  return /^(?:IMG|TABLE)(?: FIGCAPTION)?$/.test(parts.join(' '));
}

/** Of a picture only the caption is written in; the rest is changed in its dialog. Changes the figure. */
export function guardFigure(figure: Element): void {
  figure.setAttribute('contenteditable', 'false');
  figure.querySelector('figcaption')?.setAttribute('contenteditable', 'true');
}

function captionOf(source: string): Element | undefined {
  const found = /^\[(?:wp_)?caption([^\]]*)\]([^]*)\[\/(?:wp_)?caption\]$/i.exec(source);
  if (!found) return undefined;
  const inside = onlyElement(`<div>${found[2]!}</div>`);
  const picture = inside?.firstElementChild;
  if (!picture || !picture.matches('img, a:has(> img:only-child)') || isStrange(inside)) return undefined;
  if (inside.firstChild !== picture) return undefined;
  const given = (name: string) =>
    new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`)
      .exec(found[1]!)
      ?.slice(1)
      .find(Boolean) ?? '';
  const figure = document.createElement('figure');
  figure.className = `wp-caption ${given('align') || 'alignnone'}`;
  const width = /^\d+/.exec(given('width'))?.[0];
  if (width) figure.setAttribute('style', `width: ${width}px;`);
  const caption = document.createElement('figcaption');
  caption.className = 'wp-caption-text';
  const words = [...inside.childNodes].slice(1);
  caption.append(...(given('caption') ? [given('caption')] : words));
  showBreaks(caption);
  caption.innerHTML = caption.innerHTML.trim();
  figure.append(picture, caption);
  guardFigure(figure);
  return figure;
}

function onlyElement(source: string): Element | undefined {
  const template = document.createElement('template');
  template.innerHTML = source;
  const { childNodes } = template.content;
  return childNodes.length === 1 && childNodes[0] instanceof Element ? childNodes[0] : undefined;
}
