// editor/foreign.ts: what browser extensions and page translation do to the elements of the text, and how it is kept out of it.
import { waitingAttribute } from './files.ts';
import { segmentAttribute, sourceAttribute } from './shown.ts';

/** Attributes that a text may have; those that its own source has stay, too. */
const known = new Set(
  (
    'abbr align alt border cellpadding cellspacing cite class color colspan contenteditable controls datetime decoding ' +
    'dir download face headers height href hreflang id lang loading loop muted name open playsinline poster preload rel ' +
    'reversed role rowspan scope size sizes span src srcset start style summary target title type valign value width ' +
    `${waitingAttribute} ${segmentAttribute} ${sourceAttribute}`
  ).split(' '),
);

/** Asks translators to leave the text alone: what they write there would be saved. */
export function forbidTranslation({ documentElement }: Document): void {
  documentElement.setAttribute('translate', 'no');
  documentElement.classList.add('notranslate');
}

/**
 * Takes out of an element what neither its source nor the editor can have put there: attributes and custom properties of
 * extensions, the elements in which translation wraps words. Changes the element.
 * @param source the markup from which the element was made; '' for a new one
 */
export function dropForeign(element: Element, source: string): void {
  for (const one of [element, ...element.querySelectorAll('*')]) {
    for (const name of one.getAttributeNames()) if (!isOwn(name, source)) one.removeAttribute(name);
    dropProperties(one, source);
    dropClasses(one, source);
  }
  for (const one of element.querySelectorAll('font, span'))
    if (isWrapper(one, source)) one.replaceWith(...one.childNodes);
  element.normalize();
}

/** Translation puts words into `font` elements without a look of their own; the editor hands them out as `span`. */
function isWrapper(element: Element, source: string): boolean {
  const style = (element.getAttribute('style') ?? '').replaceAll(/[\s;]/g, '');
  const isPlain = element.getAttributeNames().every((name) => name === 'style' || name === 'dir');
  return isPlain && ['', 'vertical-align:inherit'].includes(style) && !/<(?:font|span)[\s>]/i.test(source);
}

const isOwn = (name: string, source: string): boolean =>
  known.has(name) || name.startsWith('aria-') || stands(name, source);

/** Whether a source has an attribute of this name. */
const stands = (name: string, source: string): boolean =>
  source
    .toLowerCase()
    .split(name)
    .slice(1)
    .some((after) => /^[\s=>/]/.test(after));

/** Classes of the site and of the editor itself; extensions mark elements by their own. */
const ownClass = /^(?:wp-|align|size-|has-|is-|qb-|mce-|columns-|blocks-|more|gallery|caption)/;

function dropClasses(element: Element, source: string): void {
  if (!source || !element.hasAttribute('class')) return;
  for (const name of Array.from(element.classList))
    if (!ownClass.test(name) && !source.includes(name)) element.classList.remove(name);
  if (!element.classList.length && !stands('class', source)) element.removeAttribute('class');
}

/** Keeps elements of extensions out of what the editor hands out. Changes the page, but nothing that is seen. */
export function hideForeignElements(body: HTMLElement, source: string): void {
  for (const element of body.querySelectorAll('*')) {
    const { localName } = element;
    if (localName.includes('-') && !source.includes(`<${localName}`))
      element.setAttribute('data-mce-bogus', 'all');
  }
}

function dropProperties(element: Element, source: string): void {
  const style = element.getAttribute('style');
  if (style === null) return;
  const kept = style
    .split(';')
    .filter((one) => !/^\s*--/.test(one) || source.includes(one.trim().split(':')[0]!))
    .join(';')
    .trim();
  if (kept !== style.trim()) element.setAttribute('style', kept);
  if (!kept && !stands('style', source)) element.removeAttribute('style');
}
