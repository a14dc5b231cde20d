// search/highlight.ts: the stretch of a text around what was found, with its matches marked. Pure.
import { foldedWithMap } from '../base/words/fold.ts';
import { tokensOf, type Token } from '../base/words/tokens.ts';

export interface Piece {
  text: string;
  is_match: boolean;
}

const shown = 240; // characters around the first match
const mostMatches = 200;

/**
 * The stretch of a plain text around its first match, cut into pieces that match and pieces that do not. What is shown
 * are the text's own letters.
 * @param words folded: words match where a word begins with one, stretches wherever they stand
 */
export function highlighted(text: string, words: Token[]): Piece[] {
  const { text: folded, origin } = foldedWithMap(text);
  const matches = matchesIn(folded, words).map(([from, until]) => [origin[from]!, origin[until]!] as const);
  const first = matches[0]?.[0] ?? 0;
  const start = wordStart(text, Math.max(0, first - 60), first);
  const end = wordEnd(text, Math.min(text.length, start + shown));
  const pieces: Piece[] = start > 0 ? [{ text: '… ', is_match: false }] : [];
  let at = start;
  for (const [from, until] of matches) {
    if (from < at || until > end) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), is_match: false });
    pieces.push({ text: text.slice(from, until), is_match: true });
    at = until;
  }
  const rest = text.slice(at, end) + (end < text.length ? ' …' : '');
  return rest ? [...pieces, { text: rest, is_match: false }] : pieces;
}

/** Where the folded text matches, as [from, until), at most 200. */
function matchesIn(folded: string, wanted: Token[]): [number, number][] {
  const words = wanted.filter(({ is_stretch }) => !is_stretch);
  const stretches = wanted.filter(({ is_stretch }) => is_stretch);
  const found: [number, number][] = [];
  for (const { text, at, is_stretch } of tokensOf(folded)) {
    if (found.length >= mostMatches) break;
    if (is_stretch)
      found.push(
        ...placesIn(text, stretches).map(([from, until]) => [at + from, at + until] as [number, number]),
      );
    else if (words.some((word) => text.startsWith(word.text))) found.push([at, at + text.length]);
  }
  return found;
}

/** Where one of the stretches stands in another, from left to right; the longest first. */
function placesIn(text: string, stretches: Token[]): [number, number][] {
  const places: [number, number][] = [];
  const known = stretches.toSorted((a, b) => b.text.length - a.text.length);
  for (let at = 0; at < text.length && places.length < mostMatches;) {
    const here = known.find((one) => text.startsWith(one.text, at));
    if (here) places.push([at, at + here.text.length]);
    at += here ? here.text.length : 1;
  }
  return places;
}

/** Behind a blank, where there is one before the match. */
function wordStart(text: string, at: number, match: number): number {
  if (at === 0) return 0;
  const blank = text.indexOf(' ', at - 1);
  if (blank !== -1 && blank < match) return blank + 1;
  return isHalf(text, at) ? at + 1 : at;
}

function wordEnd(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  if (blank !== -1 && blank <= at + 40) return blank;
  const end = Math.min(text.length, at + 40);
  return isHalf(text, end) ? end + 1 : end;
}

/** Whether a place is between the halves of a pair of surrogates. */
const isHalf = (text: string, at: number): boolean => /^[\udc00-\udfff]/.test(text.slice(at, at + 1));
