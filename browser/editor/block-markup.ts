// editor/block-markup.ts: an element with the block editor's comments around it, as the block editor itself writes them.
import type { Block } from './blocks.ts';

/** The block of an element; `before` is the block it came from, whose comments stay where they still fit. */
export function asBlock(element: Element, before: Block | undefined): string {
  const { name, attributes } = kindOf(element);
  const isSame = before !== undefined && isOfKind(before.name, name, element);
  if (name === 'list' || name === 'quote') wrapParts(element, name);
  const kept = isSame ? readJson(before.json) : {};
  const json = { ...kept, ...attributes };
  for (const [key, value] of Object.entries(attributes)) if (value === undefined) delete json[key];
  const isUnchanged = isSame && JSON.stringify(json) === JSON.stringify(kept);
  const words = Object.keys(json).length ? ` ${safeJson(json)}` : '';
  const opening = isUnchanged ? before.opening : `<!-- wp:${isSame ? before.name : name}${words} -->`;
  const closing = isSame ? before.closing : `<!-- /wp:${name} -->`;
  const [, lead = '\n', tail = '\n'] = (isSame && /^(\s*)[^]*?(\s*)$/.exec(before.inside)) || [];
  return `${opening}${lead}${markupOf(element)}${tail}${closing}`;
}

/** The block editor keeps tables in figures. */
const markupOf = (element: Element): string =>
  element.nodeName === 'TABLE'
    ? `<figure class="wp-block-table">${element.outerHTML}</figure>`
    : element.outerHTML;

interface Kind {
  name: string;
  /** What the comment must say; undefined: what it must not. */
  attributes: Record<string, unknown>;
}

function kindOf(element: Element): Kind {
  const { nodeName } = element;
  if (nodeName === 'P') return { name: 'paragraph', attributes: {} };
  if (/^H[1-6]$/.test(nodeName)) {
    element.classList.add('wp-block-heading');
    const level = Number(nodeName[1]);
    return { name: 'heading', attributes: { level: level === 2 ? undefined : level } };
  }
  if (nodeName === 'UL' || nodeName === 'OL') {
    element.classList.add('wp-block-list');
    return { name: 'list', attributes: { ordered: nodeName === 'OL' ? true : undefined } };
  }
  if (nodeName === 'BLOCKQUOTE') {
    element.classList.add('wp-block-quote');
    return { name: 'quote', attributes: {} };
  }
  if (nodeName === 'PRE') return pre(element);
  if (nodeName === 'HR') {
    element.classList.add('wp-block-separator', 'has-alpha-channel-opacity');
    return { name: 'separator', attributes: {} };
  }
  if (element.matches('table, figure:has(> table)')) return { name: 'table', attributes: {} };
  if (element.matches('figure:has(img)')) return image(element);
  return { name: 'html', attributes: {} };
}

function pre(element: Element): Kind {
  if (element.querySelector(':scope > code:only-child')) {
    element.classList.add('wp-block-code');
    return { name: 'code', attributes: {} };
  }
  if (!element.className) element.classList.add('wp-block-preformatted');
  return { name: 'preformatted', attributes: {} };
}

function image(figure: Element): Kind {
  const id = /\bwp-image-(\d+)/.exec(figure.querySelector('img')?.className ?? '')?.[1];
  const size = /\bsize-(\w+)/.exec(figure.className)?.[1];
  const align = /\balign(left|right|center|wide|full)\b/.exec(figure.className)?.[1];
  return {
    name: 'image',
    attributes: { ...(id && { id: Number(id) }), ...(size && { sizeSlug: size }), align },
  };
}

/** Whether a block's old comment still says what the element is. */
function isOfKind(old: string, now: string, { nodeName }: Element): boolean {
  if (old === now) return true;
  return nodeName === 'PRE' && ['code', 'preformatted', 'verse'].includes(old);
}

/** Every item of a list, every paragraph of a quotation is a block of its own. Changes the element. */
function wrapParts(element: Element, name: 'list' | 'quote'): void {
  const isOld = !/<!--\s*wp:/.test(element.innerHTML);
  // The older spelling had no blocks inside; what was written so stays so.
  if (isOld && !element.matches('.wp-block-list, .wp-block-quote')) return;
  const jsons = new Map<Element, string>();
  for (const comment of commentsIn(element)) {
    const found = /^\s*wp:(?:list-item|list|paragraph)\s+(\{[^]*\})\s*$/.exec(comment.data);
    let next = comment.nextSibling;
    while (next instanceof Text && !next.data.trim()) next = next.nextSibling;
    if (found && next instanceof Element) jsons.set(next, `${found[1]!} `);
    if (/^\s*\/?wp:(?:list|list-item|paragraph)\b/.test(comment.data)) comment.remove();
  }
  const [parts, block] = name === 'list' ? ['li', 'list-item'] : [':scope > p', 'paragraph'];
  for (const one of element.querySelectorAll(parts)) wrap(one, block, jsons.get(one));
  if (name === 'quote') return;
  for (const inner of element.querySelectorAll('ul, ol')) {
    inner.classList.add('wp-block-list');
    wrap(inner, 'list', jsons.get(inner) ?? (inner.nodeName === 'OL' ? '{"ordered":true} ' : ''));
  }
}

function wrap(element: Element, block: string, json = ''): void {
  element.before(new Comment(` wp:${block} ${json}`), '\n');
  element.after('\n', new Comment(` /wp:${block} `));
}

function commentsIn(element: Element): Comment[] {
  const found: Comment[] = [];
  const comments = document.createNodeIterator(element, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode())
    found.push(comment as Comment);
  return found;
}

function readJson(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json || '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** As the block editor escapes it, so that nothing in it ends the comment. */
export const safeJson = (value: object): string =>
  JSON.stringify(value)
    .replaceAll('--', '\\u002d\\u002d')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\\"', '\\u0022');
