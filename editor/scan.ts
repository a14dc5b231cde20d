// scan.ts: finds tags, comments and the ends of elements in a text, by their places; never changes a letter.

/** A tag or comment in a text; `end` is the place behind it. */
export interface Mark {
  kind: 'open' | 'close' | 'void' | 'comment';
  /** In lower case; '' for a comment. */
  name: string;
  /** What stands inside a comment. */
  words: string;
  start: number;
  end: number;
}

/** Elements that begin a paragraph of their own; the same that the server's automatic paragraphs know. */
export const blockNames = new Set(
  (
    'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul ' +
    'caption col colgroup tbody td tfoot th thead tr script style noscript'
  ).split(' '),
);

const voidNames = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** Elements whose inside is no markup (WHATWG HTML, "raw text" and "escapable raw text" elements). */
const rawNames = new Set('script style textarea title xmp iframe noembed noframes plaintext'.split(' '));

// Bounded, so that an unclosed quote costs no more than a look at what follows.
const tag = /<(\/?)([a-z][^\s/>]{0,60})((?:"[^"]{0,20000}"|'[^']{0,20000}'|[^"'<>]){0,2000})>/iy;

/** The tag or comment that begins at a place; undefined when there is none. */
export function markAt(text: string, at: number): Mark | undefined {
  if (text.startsWith('<!--', at)) {
    const close = text.indexOf('-->', at + 4);
    const end = close < 0 ? text.length : close + 3;
    return {
      kind: 'comment',
      name: '',
      words: text.slice(at + 4, close < 0 ? text.length : close),
      start: at,
      end,
    };
  }
  tag.lastIndex = at;
  const found = tag.exec(text);
  if (!found) return undefined;
  const name = found[2]!.toLowerCase();
  const kind = found[1] ? 'close' : voidNames.has(name) ? 'void' : 'open';
  return { kind, name, words: '', start: at, end: tag.lastIndex };
}

/** The next tag or comment from a place on. What only looks like one is passed over. */
export function nextMark(text: string, from: number): Mark | undefined {
  for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
    const mark = markAt(text, at);
    if (mark) return mark;
  }
  return undefined;
}

/**
 * Where the element ends that a tag opens: behind its closing tag. A paragraph also ends where the next block begins,
 * or with the text.
 * @returns undefined when it is never closed
 */
export function elementEnd(text: string, open: Mark): number | undefined {
  if (open.kind === 'void') return open.end;
  if (rawNames.has(open.name)) return rawEnd(text, open);
  let depth = 1;
  for (let mark = nextMark(text, open.end); mark; mark = nextMark(text, insideOf(text, mark))) {
    const isParagraphOver = open.name === 'p' && mark.kind !== 'close' && blockNames.has(mark.name);
    if (isParagraphOver) return mark.start;
    if (mark.name !== open.name) continue;
    depth += mark.kind === 'close' ? -1 : 1;
    if (depth === 0) return mark.end;
  }
  return open.name === 'p' ? text.length : undefined;
}

/** From where the search goes on behind a mark: what is no markup is leapt over. */
function insideOf(text: string, mark: Mark): number {
  if (mark.kind !== 'open' || !rawNames.has(mark.name)) return mark.end;
  return rawEnd(text, mark) ?? text.length;
}

function rawEnd(text: string, { name, end }: Mark): number | undefined {
  const close = new RegExp(`</${name}\\s*>`, 'gi');
  close.lastIndex = end;
  return close.exec(text) ? close.lastIndex : undefined;
}
