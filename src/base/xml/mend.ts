// base/xml/mend.ts: makes XML of a document that is nearly that, as a stream: what is clear is mended, and each fault is told where it stood.
import { mendedAttributes, tagAt } from './mend-tag.ts';
import { mendedText, type FaultKind } from './faults.ts';
import { sectionPiece } from './mend-section.ts';
import { endText, giveText, goTo, tell, type Known, type Mending } from './mending.ts';

export interface Mender {
  take(text: string): string;
  /** What is left, with an end for each element that is open. */
  end(): string;
}

/** Starts mending. One walk over the document, with a bounded look ahead. */
export function createMender(known: Known): Mender {
  const state: Mending = {
    known,
    rest: '',
    at: 0,
    out: [],
    open: [],
    line: 1,
    told: new Set(),
    nested: undefined,
    isLast: false,
    endless: new Set(),
    textLength: 0,
  };
  const run = (text: string, isLast: boolean): string => {
    state.rest = state.rest.slice(state.at) + text;
    state.at = 0;
    state.isLast = isLast;
    while (
      state.at < state.rest.length &&
      (state.nested === undefined ? textPiece(state) : sectionPiece(state))
    );
    if (isLast) closeAll(state);
    return state.out.splice(0).join('');
  };
  return { take: (text) => run(text, false), end: () => run('', true) };
}

/** Gives out some words between tags. Outside of the root there can be none. */
function words(state: Mending, text: string): void {
  const faults: FaultKind[] = [];
  if (state.open.length)
    giveText(
      state,
      mendedText(text, (kind) => faults.push(kind)),
    );
  else if (/\S/.test(text)) faults.push('outside');
  for (const kind of new Set(faults)) tell(state, kind);
}

/** The longest reference, and what may begin the end of a text section. */
const unfinished = /(?:&[#\w]{0,33}|\]\]?)$/;

/** Takes the words up to the next tag, and that tag; false when more must be read first. */
function textPiece(state: Mending): boolean {
  const { rest, at, isLast } = state;
  const next = rest.indexOf('<', at);
  const end = next >= 0 ? next : isLast ? rest.length : at + rest.slice(at).replace(unfinished, '').length;
  if (end > at) words(state, rest.slice(at, end));
  goTo(state, end);
  return next >= 0 && markup(state);
}

/** What begins with `<`; false when its end is not read yet. */
function markup(state: Mending): boolean {
  const { rest, at, isLast } = state;
  if (!isLast && rest.length - at < 12) return false;
  if (rest.startsWith('<![CDATA[', at)) return beginSection(state);
  if (rest.startsWith('<!--', at)) return skipTo(state, '-->');
  if (rest.startsWith('<?', at)) return skipTo(state, '?>');
  if (/^<!doctype/i.test(rest.slice(at, at + 9)) && !state.open.length) {
    state.out.push('<!DOCTYPE x>');
    return skipTo(state, '>');
  }
  const tag = tagAt(rest, at);
  if (tag === 'unfinished' && !isLast) return false;
  if (tag === undefined || tag === 'unfinished') return asWords(state, at + 1, 'tag');
  const { name, end } = tag;
  if (!isElement(state, name)) return asWords(state, end);
  endText(state);
  if (tag.isEnd) closeTo(state, name);
  else openOne(state, name, tag.inside, tag.isEmpty);
  goTo(state, end);
  return true;
}

function beginSection(state: Mending): boolean {
  if (state.open.length) state.out.push('<![CDATA[');
  else tell(state, 'outside');
  goTo(state, state.at + 9);
  state.nested = 0;
  return true;
}

/** A comment or an instruction says nothing; one without end is words. */
function skipTo(state: Mending, sign: string): boolean {
  const end = state.endless.has(sign) ? -1 : state.rest.indexOf(sign, state.at);
  if (end >= 0) {
    goTo(state, end + sign.length);
    return true;
  }
  if (!state.isLast && !state.endless.has(sign) && state.rest.length - state.at < mostSkipped) return false;
  // Looked for once: a file of beginnings alone would be searched through for each.
  state.endless.add(sign);
  return asWords(state, state.at + 1, 'tag');
}

const mostSkipped = 1_000_000;

/** Markup that is none of the document's stays what was written: the words of a text. */
function asWords(state: Mending, end: number, kind?: FaultKind): boolean {
  const written = state.rest.slice(state.at, end);
  goTo(state, end);
  words(state, state.open.length ? `&lt;${written.slice(1)}` : written);
  if (kind && state.open.length) tell(state, kind);
  return true;
}

/** Within an element of words only known names are elements: others are the HTML of a text. */
function isElement({ open, known }: Mending, name: string): boolean {
  const top = open.at(-1);
  if (top === undefined) return known.containers.has(name);
  return known.isKnown(name) || known.containers.has(top);
}

function openOne(state: Mending, name: string, inside: string, isEmpty: boolean): void {
  const { open, known, out } = state;
  if (name === known.apart && open.includes(name)) closeTo(state, name, 'open');
  const top = open.at(-1);
  if (top !== undefined && !known.containers.has(top)) closeTo(state, top, 'open');
  if (name === known.apart) state.told.clear();
  const faults: FaultKind[] = [];
  out.push(`<${name}${mendedAttributes(inside, (kind) => faults.push(kind))}>`);
  if (isEmpty) out.push(`</${name}>`);
  else open.push(name);
  for (const kind of new Set(faults)) tell(state, kind);
}

/** Ends an element and all that is open in it. */
function closeTo(state: Mending, name: string, kind?: FaultKind): void {
  const { open, out } = state;
  const at = open.lastIndexOf(name);
  if (at < 0) return tell(state, 'close');
  if (kind ?? at < open.length - 1) tell(state, kind ?? 'open');
  while (open.length > at) out.push(`</${open.pop()!}>`);
}

function closeAll(state: Mending): void {
  if (state.nested !== undefined) {
    if (state.open.length) state.out.push(']]>');
    state.nested = undefined;
  }
  endText(state);
  if (state.open.length) tell(state, 'end');
  while (state.open.length) state.out.push(`</${state.open.pop()!}>`);
}
