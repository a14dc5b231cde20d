// search/words.ts: what a reader typed into the search field, taken apart. Pure.

export interface Wanted {
  /** As typed: words, "phrases", -without, or; Postgres reads it (websearch_to_tsquery). */
  all: string;
  /** All but the last word, which may be the beginning of a longer one; '' when there is none. */
  before: string;
  beginning: string;
  /** The words to highlight, folded. */
  words: string[];
}

const longest = 200;

/** Takes a query apart; undefined when it holds neither letter nor digit. */
export function wantedOf(typed: string): Wanted | undefined {
  const all = typed
    .replace(/[\0-\x1f]+/g, ' ')
    .trim()
    .slice(0, longest);
  if (!/[\p{L}\p{N}]/u.test(all)) return undefined;
  const last = /(?:^|\s)([\p{L}\p{N}\p{M}]{2,})$/u.exec(all);
  const isInPhrase = (all.match(/"/g) ?? []).length % 2 === 1;
  const isWord = last && !isInPhrase && !/^(or|and)$/i.test(last[1]!);
  const words = all
    .replace(/(?:^|\s)-(?:"[^"]*"?|\S+)/g, ' ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word && !/^or$/i.test(word))
    .map((word) => foldWithMap(word).text);
  return {
    all,
    before: isWord ? all.slice(0, last.index).trim() : '',
    beginning: isWord ? last[1]! : '',
    words: [...new Set(words)],
  };
}

/** A text without case and accents, and for each of its characters where it stood in the original. */
function foldWithMap(text: string): { text: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[øłđıß]/g, (special) => ({ ø: 'o', ł: 'l', đ: 'd', ı: 'i', ß: 'ss' })[special]!);
    for (let count = 0; count < plain.length; count += 1) origin.push(at);
    folded += plain;
    at += letter.length;
  }
  return { text: folded, origin: [...origin, at] };
}

export interface Piece {
  text: string;
  is_match: boolean;
}

const shown = 240; // characters around the first match

/** The stretch of a plain text around its first match, cut into pieces that match and pieces that do not. */
export function highlighted(text: string, words: string[]): Piece[] {
  const { text: folded, origin } = foldWithMap(text);
  const matches = matchesIn(folded, words);
  const start = wordStart(text, Math.max(0, (origin[matches[0]?.[0] ?? 0] ?? 0) - 60));
  const end = wordEnd(text, Math.min(text.length, start + shown));
  const pieces: Piece[] = start > 0 ? [{ text: '… ', is_match: false }] : [];
  let at = start;
  for (const [from, until] of matches.map(([a, b]) => [origin[a]!, origin[b]!] as const)) {
    if (from < at || until > end) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), is_match: false });
    pieces.push({ text: text.slice(from, until), is_match: true });
    at = until;
  }
  const rest = text.slice(at, end) + (end < text.length ? ' …' : '');
  return rest ? [...pieces, { text: rest, is_match: false }] : pieces;
}

/** Where words begin that begin with a wanted word: [from, until) in the folded text, at most 200. */
function matchesIn(folded: string, words: string[]): [number, number][] {
  const found: [number, number][] = [];
  const word = /[\p{L}\p{N}]+/gu;
  for (let next = word.exec(folded); next && found.length < 200; next = word.exec(folded)) {
    const wanted = words.find((one) => next![0].startsWith(one));
    if (wanted) found.push([next.index, next.index + next[0].length]);
  }
  return found;
}

const wordStart = (text: string, at: number): number => (at === 0 ? 0 : text.indexOf(' ', at - 1) + 1 || at);
const wordEnd = (text: string, at: number): number => {
  const end = text.indexOf(' ', at);
  return end === -1 || end > at + 40 ? Math.min(text.length, at + 40) : end;
};
