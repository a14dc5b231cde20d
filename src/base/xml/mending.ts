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
}

const lineEnd = 0x0a;

/** Goes on to a place of the text, and counts its lines. */
export function goTo(state: Mending, at: number): void {
  for (; state.at < at; state.at += 1) if (state.rest.charCodeAt(state.at) === lineEnd) state.line += 1;
}

/** Tells of a fault, once for each element that stands apart. */
export function tell(state: Mending, kind: FaultKind): void {
  if (state.told.has(kind)) return;
  state.told.add(kind);
  state.out.push(`<?${faultTarget} ${kind} ${state.line}?>`);
}
