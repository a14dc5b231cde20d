// base/words/vector.ts: the words of a text as PostgreSQL's full text search keeps them: a tsvector, written out. Pure.
import { folded } from './fold.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Where a part of a row, such as its title, stands among the words of the row, and its weight. */
export interface Zone {
  weight: 'A' | 'B' | 'C' | 'D';
  /** The positions of its words; those of a longer text begin anew. */
  from: number;
  until: number;
  /** Bytes that it may take. */
  most: number;
}

/** Stands among the words of a text that this fold made: without it a row has the words of an older one. */
export const mark = '#2';

/** No text is looked at further, in UTF-16 units. */
const longestText = 400_000;

/** A text's words with their places, to be read as a tsvector. Of a text of uncommon length the first words are kept. */
export function vectorOf(text: string, zone: Zone): string {
  const places = new Map<string, number[]>();
  const span = zone.until - zone.from;
  let bytes = 0;
  let at = 0;
  for (const lexeme of lexemesOf(tokensOf(folded(text.slice(0, longestText))))) {
    const known = places.get(lexeme);
    const place = zone.from + (at % span);
    at += 1;
    bytes += known ? 2 : Buffer.byteLength(lexeme) + 8;
    if (bytes > zone.most) break;
    if (!known) places.set(lexeme, [place]);
    else if (known.length < mostPlaces) known.push(place);
  }
  const { weight } = zone;
  return Array.from(places, ([lexeme, all]) => `'${lexeme}':${all.join(`${weight},`)}${weight}`).join(' ');
}

/** PostgreSQL keeps no more places of one word. */
const mostPlaces = 255;

/** Words as they are; of a stretch each letter with the next one. */
function* lexemesOf(tokens: Token[]): Generator<string> {
  for (const { text, is_stretch } of tokens)
    if (is_stretch) yield* pairsOf(Array.from(text));
    else yield text;
}

/** The last letter stands alone: so each is the beginning of something. */
function* pairsOf(letters: string[]): Generator<string> {
  for (const [at, letter] of letters.entries()) yield letter + (letters[at + 1] ?? '');
}
