// base/xml/mend-tag.ts: tags as careless programs write them.
import { mendedText, type FaultKind } from './faults.ts';

export interface FoundTag {
  name: string;
  isEnd: boolean;
  isEmpty: boolean;
  /** Between the name and the end of the tag. */
  inside: string;
  /** Behind the tag. */
  end: number;
}

const longestTag = 20_000;
const mostAttributes = 60;
const begun = /<(\/?)([A-Za-z_][\w.-]{0,100}(?::[A-Za-z_][\w.-]{0,100})?)(?=[\s/>])/y;
const mayBegin = /^<\/?[A-Za-z_]?[\w.:-]{0,202}$/;

/** The tag that begins at a `<`; undefined where none does, `unfinished` where its end may still come. */
export function tagAt(text: string, at: number): FoundTag | 'unfinished' | undefined {
  begun.lastIndex = at;
  const found = begun.exec(text);
  if (!found) return mayBegin.test(text.slice(at, at + 210)) ? 'unfinished' : undefined;
  const from = at + found[0].length;
  const end = endOf(text, from);
  if (end === undefined) return text.length - at > longestTag ? undefined : 'unfinished';
  if (end < 0) return undefined;
  const inside = text.slice(from, end);
  const isEmpty = inside.endsWith('/');
  return {
    name: found[2]!,
    isEnd: found[1] === '/',
    isEmpty,
    inside: isEmpty ? inside.slice(0, -1) : inside,
    end: end + 1,
  };
}

/** Where the `>` of a tag stands, outside of quotation marks where they are closed; -1 for none before the next `<`. */
function endOf(text: string, from: number): number | undefined {
  let quote = '';
  let first = -1;
  const until = Math.min(text.length, from + longestTag);
  for (let at = from; at < until; at += 1) {
    const sign = text[at]!;
    if (sign === '>' && first < 0) first = at;
    if (sign === '<') return first;
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '>') return at;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return until - from >= longestTag ? first : undefined;
}

const attributes = /([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"']+)))?/g;

/** Attributes in quotation marks, each once, at most as many as any element has. */
export function mendedAttributes(inside: string, found: (kind: FaultKind) => void): string {
  const names = new Set<string>();
  let out = '';
  for (const [, name, double, single, bare] of inside.matchAll(attributes)) {
    const isFit = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/.test(name!);
    const value = double ?? single;
    if (value === undefined) found('attribute');
    if (!isFit || names.has(name!) || names.size >= mostAttributes) continue;
    names.add(name!);
    const text = mendedText(value ?? bare ?? '', found);
    out += ` ${name}="${text.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
  }
  return out;
}
