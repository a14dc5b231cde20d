// media/documents/pdf-values.ts: a dictionary of a PDF (ISO 32000-2, 7.3), whose strings can be emptied where they lie.

/** What stays of the information on a document: it is about what it says, not about who made it. */
const kept = new Set(['Title', 'Subject', 'Keywords', 'Trapped']);
/** A dictionary is looked at so far. */
const longest = 2 ** 16;

export const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** How much of a document may still be looked at, in bytes: places may be named again and again. */
export interface Budget {
  left: number;
}

/** Of all dictionaries of one document. Each takes some hundred bytes. */
export const newBudget = (): Budget => ({ left: 2 ** 23 });

/** Empties the strings of the dictionary that begins at a place, but for those that are kept. Changes the bytes. */
export function blankValues(bytes: Buffer, start: number, budget: Budget): void {
  const end = Math.min(bytes.length, start + Math.min(longest, budget.left));
  const opening = bytes.subarray(start, start + 22).indexOf('<<');
  budget.left -= 22;
  if (opening < 0) return;
  const read = blankFrom(bytes, start + opening + 2, end);
  budget.left -= read - start;
}

/** @returns how far it was read */
function blankFrom(bytes: Buffer, from: number, end: number): number {
  let key = '';
  for (let at = from; at < end;) {
    const sign = String.fromCharCode(bytes[at]!);
    if (sign === '>' && bytes[at + 1] === 0x3e) return at;
    if (sign === '/') {
      const [, name = ''] = /^\/([^\s()<>[\]{}/%]*)/.exec(bytes.toString('latin1', at, at + 128)) ?? [];
      key = name;
      at += name.length + 1;
      continue;
    }
    if (sign === '<' && bytes[at + 1] === 0x3c) return at; // a dictionary within, which no writer puts there
    const close = sign === '(' ? endOfString(bytes, at, end) : sign === '<' ? endOfHex(bytes, at, end) : at;
    // A bracket that nothing closes: the dictionary is broken, and the rest of it would be read for each one.
    if (close === at && (sign === '(' || sign === '<')) return end;
    if (close > at && !kept.has(key)) empty(bytes, at, close);
    at = Math.max(close, at) + 1;
  }
  return end;
}

function empty(bytes: Buffer, from: number, to: number): void {
  const closing = bytes[to]!;
  bytes.fill(0x20, from + 1, to + 1);
  bytes[from + 1] = closing;
}

/** Where the bracket stands that closes the one at a place; the place itself when none does. */
function endOfString(bytes: Buffer, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === 0x5c) at += 1;
    else if (bytes[at] === 0x28) depth += 1;
    else if (bytes[at] === 0x29) {
      depth -= 1;
      if (!depth) return at;
    }
  }
  return from;
}

function endOfHex(bytes: Buffer, from: number, end: number): number {
  const at = bytes.subarray(from, end).indexOf(0x3e);
  return at > 0 ? from + at : from;
}
