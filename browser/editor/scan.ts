// editor/scan.ts: finds tags, comments and the ends of elements in a text, by their places; never changes a letter.

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
  const ends = elementEnds(text);
  const end = ends.get(open.start);
  if (open.name !== 'p') return end;
  for (let mark = nextMark(text, open.end); mark && mark.start < (end ?? text.length);) {
    if (mark.kind !== 'close' && blockNames.has(mark.name)) return mark.start;
    const isRaw = mark.kind === 'open' && rawNames.has(mark.name);
    mark = nextMark(text, isRaw ? (ends.get(mark.start) ?? text.length) : mark.end);
  }
  return end ?? text.length;
}

/** Keeps what was found out about the last text: all that is asked of one comes one after another. */
export function keepsLast<Found>(find: (text: string) => Found): (text: string) => Found {
  let last: { text: string; found: Found } | undefined;
  return (text) => (last?.text === text ? last : (last = { text, found: find(text) })).found;
}

/** Which elements of a text are closed, and where: one walk, since each that is not would be looked for to the end. */
const elementEnds = keepsLast((text) => {
  const ends = new Map<number, number>();
  const open = new Map<string, Mark[]>();
  const rawClosed = closedRaws(text);
  for (let mark = nextMark(text, 0); mark;) {
    let next = mark.end;
    if (mark.kind === 'close') {
      const opened = open.get(mark.name)?.pop();
      if (opened) ends.set(opened.start, mark.end);
    } else if (mark.kind === 'open' && rawNames.has(mark.name)) {
      const end = rawClosed(mark);
      if (end === undefined)
        open.clear(); // all that follows lies inside, as browsers read it
      else ends.set(mark.start, (next = end));
    } else if (mark.kind === 'open') {
      const others = open.get(mark.name);
      if (others) others.push(mark);
      else open.set(mark.name, [mark]);
    }
    mark = nextMark(text, next);
  }
  return ends;
});

/** Ends of elements whose inside is no markup; what was looked for in vain once is not looked for again. */
function closedRaws(text: string): (mark: Mark) => number | undefined {
  const unclosed = new Set<string>();
  return ({ name, end }) => {
    if (unclosed.has(name)) return undefined;
    const close = new RegExp(`</${name}\\s*>`, 'gi');
    close.lastIndex = end;
    if (close.exec(text)) return close.lastIndex;
    unclosed.add(name);
    return undefined;
  };
}
