// editor/paste.ts: what word processors put into the clipboard, as plain and clean markup.
import { islandMarkup, segmentAttribute, sourceAttribute, sourceIn } from './shown.ts';

/** Whether the markup comes from Word, or another program that writes as it does. */
const isWord = (html: string): boolean => /class="?Mso|\bmso-|urn:schemas-microsoft-com/i.test(html);
const isDocs = (html: string): boolean => /id="docs-internal-guid-/.test(html);

/** Markup from outside without what only its own program needs; markup from elsewhere loses its styles only. */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  renewIslands(body);
  const comes = isWord(html) ? 'word' : isDocs(html) ? 'docs' : 'web';
  if (comes === 'word') makeLists(body);
  for (const one of body.querySelectorAll('style, script, meta, link, title, xml, template')) one.remove();
  removeComments(body);
  // Docs wraps all in a bold element that is not bold.
  for (const bold of body.querySelectorAll<HTMLElement>('b, strong')) {
    if (/^(?:normal|400)$/.test(bold.style.fontWeight)) unwrap(bold);
  }
  for (const one of body.querySelectorAll<HTMLElement>('span, font')) emphasise(one);
  for (const one of body.querySelectorAll<HTMLElement>('*')) tidy(one);
  nestLists(body);
  for (const one of body.querySelectorAll('colgroup')) one.remove();
  for (const paragraph of body.querySelectorAll('li > p:only-child, :is(td, th) > p:only-child'))
    unwrap(paragraph);
  for (const paragraph of body.querySelectorAll('li > p:has(+ ul:last-child, + ol:last-child):first-child'))
    unwrap(paragraph);
  if (comes === 'docs') for (const one of body.querySelectorAll('div')) unwrap(one);
  for (const one of body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, a, strong, em, s'))
    if (isEmpty(one)) one.remove();
  // The title of the page is the only heading of the first level.
  for (const heading of body.querySelectorAll('h1')) rename(heading, 'h2');
  return body.innerHTML.trim();
}

/** Markup that says it was copied here, as any page may say of its own. */
export function cleanOwn(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  renewIslands(body);
  return body.innerHTML;
}

/** Islands are made anew from their sources, so that each shows what it stands for; what is none loses the name. */
function renewIslands(body: HTMLElement): void {
  for (const one of body.querySelectorAll(`[${sourceAttribute}]`)) {
    const source = sourceIn(one);
    if (source === undefined) one.removeAttribute(sourceAttribute);
    else one.outerHTML = islandMarkup(source, one.getAttribute(segmentAttribute) ?? '');
  }
}

const isEmpty = (element: Element): boolean =>
  !element.textContent.replaceAll('\u00a0', ' ').trim() &&
  !element.querySelector('img, br, hr, table, iframe');

function removeComments(body: HTMLElement): void {
  const comments = document.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
  // The marks of this house stay.
  const isOurs = (comment: Comment) => /^(?:more|nextpage)\b|^\s*\/?wp:/.test(comment.data);
  for (let one = comments.nextNode(); one; one = comments.nextNode())
    if (!isOurs(one as Comment)) (one as Comment).remove();
}

/** A span that only says how its words look becomes the element that means it, or goes. */
function emphasise(span: HTMLElement): void {
  const { fontWeight, fontStyle, textDecorationLine, textDecoration, verticalAlign } = span.style;
  const line = `${textDecorationLine} ${textDecoration}`;
  const meant = [
    /^(?:bold|bolder|[6-9]00)$/.test(fontWeight) &&
      !span.closest('h1, h2, h3, h4, h5, h6, strong, b') &&
      'strong',
    fontStyle === 'italic' && !span.closest('em, i') && 'em',
    line.includes('line-through') && 's',
    verticalAlign === 'super' && 'sup',
    verticalAlign === 'sub' && 'sub',
  ].filter((name) => typeof name === 'string');
  for (const name of meant) {
    const inner = document.createElement(name);
    inner.append(...span.childNodes);
    span.append(inner);
  }
  unwrap(span);
}

/** Lists that stand beside the items of a list, as Docs writes them, belong to the item above. */
function nestLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const above = list.previousElementSibling;
    if (above?.nodeName === 'LI') above.append(list);
  }
}

/** Classes that mean the same here: those of WordPress. */
const ownClass = /^(?:wp-|align(?:left|right|center|wide|full|none)$|size-|has-|is-|columns-|language-)/;

const kept = new Set(
  'href src alt title colspan rowspan start type width height datetime cite lang'.split(' '),
);

function tidy(element: HTMLElement): void {
  // Word's own elements, as o:p.
  if (element.nodeName.includes(':')) return unwrap(element);
  const isOwn = (name: string) => name.startsWith('data-qb');
  if (element.nodeName === 'IMG' && /^(?:file|cid|webkit-fake-url):/i.test(element.getAttribute('src') ?? ''))
    return element.remove();
  const align = /^(?:center|right|justify)$/.exec(element.style.textAlign)?.[0];
  const hasOwn = element.getAttributeNames().some(isOwn);
  if (!hasOwn) {
    for (const name of element.getAttributeNames()) {
      const isSize = /^(?:width|height)$/.test(name) && element.matches('table, table *:not(img)');
      if (name !== 'class' && (!kept.has(name) || isSize)) element.removeAttribute(name);
    }
    for (const one of Array.from(element.classList)) if (!ownClass.test(one)) element.classList.remove(one);
    if (!element.classList.length) element.removeAttribute('class');
    if (align && /^(?:P|H[1-6])$/.test(element.nodeName))
      element.setAttribute('style', `text-align: ${align};`);
  }
  if (element.nodeName === 'A') unmask(element);
  if (element.nodeName === 'A' && !element.hasAttribute('href')) unwrap(element);
}

/** Docs leads every link through its own site; bookmarks of the old text lead nowhere. */
function unmask(anchor: HTMLElement): void {
  const href = anchor.getAttribute('href') ?? '';
  const url = URL.canParse(href) ? new URL(href) : undefined;
  if (url?.hostname === 'www.google.com' && url.pathname === '/url')
    anchor.setAttribute('href', url.searchParams.get('q') ?? href);
  if (/^#(?:_|bookmark|heading)/.test(href)) anchor.removeAttribute('href');
}

/** Word's lists are paragraphs that say their level and carry their sign in a span. Makes lists of them. */
function makeLists(body: HTMLElement): void {
  const open: { level: number; list: HTMLElement }[] = [];
  for (const paragraph of body.querySelectorAll<HTMLElement>(
    'p[style*="mso-list"], p[class*="MsoListParagraph"]',
  )) {
    const level = Number(
      /mso-list:\s*l\d+\s+level(\d+)/i.exec(paragraph.getAttribute('style') ?? '')?.[1] ?? 0,
    );
    if (!level) continue;
    const isNext =
      paragraph.previousElementSibling !== null && paragraph.previousElementSibling === open[0]?.list;
    if (!isNext) open.length = 0;
    while (open.length && open.at(-1)!.level > level) open.pop();
    if (!open.length || open.at(-1)!.level < level) {
      const list = document.createElement(/^\W*\w{1,3}[.)]/.test(signOf(paragraph)) ? 'ol' : 'ul');
      const above = open.at(-1);
      if (above) (above.list.lastElementChild ?? above.list).append(list);
      else paragraph.before(list);
      open.push({ level, list });
    }
    takeSign(paragraph);
    const item = document.createElement('li');
    item.append(...paragraph.childNodes);
    open.at(-1)!.list.append(item);
    paragraph.remove();
  }
}

const signSelector = 'span[style*="mso-list:Ignore" i], span[style*="mso-list: Ignore" i]';

const signOf = (paragraph: Element): string => paragraph.querySelector(signSelector)?.textContent ?? '';

function takeSign(paragraph: Element): void {
  paragraph.querySelector(signSelector)?.remove();
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

function rename(element: Element, name: string): void {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
