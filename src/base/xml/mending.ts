// base/xml/mending.ts: a document that is being mended: how far it was read, what is open in it, what was told.
import type { FaultKind } from './faults.ts';

/** What is known of the documents that are mended. */
export interface Known {
  /** Elements that hold others. */
  containers: ReadonlySet<string>;
  /** Whether a name is one of the document's elements, also where other names are markup of a text. */
  isKnown(name: string): boolean;
  /** Stands in no other of its name. Faults are told once for each. */
  apart: string;
}

/** The target of the processing instructions that tell of faults. */
export const faultTarget = 'quillback-fault';

/** A document being mended. */
export interface Mending {
  known: Known;
  rest: string;
  at: number;
  out: string[];
  open: string[];
  line: number;
  /** Told since the last element that stands apart began. */
  told: Set<FaultKind>;
  /** Within a text section: how many more begin in it; undefined outside. */
  nested: number | undefined;
  isLast: boolean;
  /** Ends of comments and instructions that did not come. */
  endless: Set<string>;
  /** Characters of the text that is open: since an element last began or ended. */
  textLength: number;
}

const lineEnd = 0x0a;

/** Goes on to a place of the text, and counts its lines. */
export function goTo(state: Mending, at: number): void {
  for (; state.at < at; state.at += 1) if (state.rest.charCodeAt(state.at) === lineEnd) state.line += 1;
}

/** A text that is longer ends here: less than the reader takes, as what is mended grows. */
const longestMended = 24 * 1024 * 1024;

/** Gives out a piece of a text, as far as there is room for it; the rest is dropped, and told behind the text. */
export function giveText(state: Mending, text: string): void {
  const room = longestMended - state.textLength;
  // Neither half a reference nor half a sign.
  const cut = () => text.slice(0, room).replace(/(?:&[#\w]{0,33}|[\ud800-\udbff])$/, '');
  if (room > 0) state.out.push(text.length > room ? cut() : text);
  state.textLength += text.length;
}

/** Where an element begins or ends: a new text. */
export function endText(state: Mending): void {
  if (state.textLength > longestMended) tell(state, 'long');
  state.textLength = 0;
}

/** Tells of a fault, once for each element that stands apart. */
export function tell(state: Mending, kind: FaultKind): void {
  if (state.told.has(kind)) return;
  state.told.add(kind);
  state.out.push(`<?${faultTarget} ${kind} ${state.line}?>`);
}
