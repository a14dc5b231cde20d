// posts/addresses/address.ts: the pattern of posts' addresses, such as /%year%/%postname%/: printing and reading it. Pure.
// Reading walks over path segments with plain string searches: no pattern is built from settings or addresses.
import { readId } from '../../base/http/ids.ts';

export const dateTags = ['year', 'monthnum', 'day', 'hour', 'minute', 'second'] as const;
export type AddressTag = (typeof dateTags)[number] | 'post_id' | 'postname' | 'category' | 'author';
export type AddressParts = Partial<Record<AddressTag, string>>;

/** A segment is literals and tags in turn: `%year%-%postname%.html` is ['', year, '-', postname, '.html']. */
type Segment = string[];

/** Prints a structure with the parts put in. Parts are expected encoded. */
export function printAddress(structure: string, parts: AddressParts): string {
  return structure.replace(/%([a-z_]+)%/g, (_whole, tag: AddressTag) => parts[tag] ?? '-');
}

/** Reads decoded path segments by a structure; undefined when they do not fit. */
export function readAddress(structure: string, path: string[]): AddressParts | undefined {
  const pattern = segmentsOf(structure);
  const spare = path.length - pattern.length;
  // A category may bring its ancestors: /parent/child/post-name/.
  const stretches = pattern.findIndex((segment) => segment.length === 3 && segment.join('') === 'category');
  if (spare < 0 || (spare > 0 && stretches < 0)) return undefined;
  const parts: AddressParts = {};
  let at = 0;
  for (const [index, segment] of pattern.entries()) {
    const length = index === stretches ? spare + 1 : 1;
    const text = index === stretches ? path[at + length - 1]! : path[at]!;
    if (!readSegment(segment, text, parts)) return undefined;
    at += length;
  }
  return parts;
}

const known = new Map<string, Segment[]>();

function segmentsOf(structure: string): Segment[] {
  const found = known.get(structure);
  if (found) return found;
  const made = structure
    .split('/')
    .filter(Boolean)
    .map((segment) => segment.split('%'));
  if (known.size > 50) known.clear();
  known.set(structure, made);
  return made;
}

function readSegment(segment: Segment, text: string, parts: AddressParts): boolean {
  if (!text.startsWith(segment[0]!)) return false;
  let at = segment[0]!.length;
  for (let index = 1; index < segment.length; index += 2) {
    const tag = segment[index] as AddressTag;
    const literal = segment[index + 1] ?? '';
    const isLast = index + 2 >= segment.length;
    const end = endOf(tag, text, at, literal, isLast);
    if (end <= at || !fits(tag, text.slice(at, end))) return false;
    parts[tag] = text.slice(at, end);
    at = end + literal.length;
  }
  return at === text.length;
}

function endOf(tag: AddressTag, text: string, at: number, literal: string, isLast: boolean): number {
  if (isLast) return text.endsWith(literal) ? text.length - literal.length : -1;
  if (literal) return text.indexOf(literal, at);
  return at + (widths[tag] ?? 0);
}

const widths: Partial<Record<AddressTag, number>> = {
  year: 4,
  monthnum: 2,
  day: 2,
  hour: 2,
  minute: 2,
  second: 2,
};

function fits(tag: AddressTag, text: string): boolean {
  const width = widths[tag];
  if (width !== undefined) return text.length <= width && /^\d+$/.test(text);
  return tag === 'post_id' ? readId(text) !== undefined : true;
}

/** A slug as it stands in an address: percent codes in lower case, as WordPress prints them. */
export function encodeSlug(slug: string): string {
  if (/^[a-z0-9_-]*$/.test(slug) || /%[0-9a-f]{2}/.test(slug)) return slug;
  return encodeURIComponent(slug).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
