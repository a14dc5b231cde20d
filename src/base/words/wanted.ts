// base/words/wanted.ts: what somebody typed into a field for searching, taken apart and as a tsquery. Pure.
import { folded } from './fold.ts';
import { mark } from './vector.ts';
import { tokensOf, type Token } from './tokens.ts';

/** One word, or some that stand together: in quotes, or joined by signs. */
export interface Term {
  /** As typed, without quotes and minus. */
  typed: string;
  tokens: Token[];
  is_phrase: boolean;
  is_without: boolean;
  /** The last token may be the beginning of a longer word. */
  is_beginning: boolean;
}

export interface Wanted {
  /** As typed, in one line of 200 letters at most. */
  all: string;
  /** What all must hold of a text, or all of the next ones: `a b or c`. */
  choices: Term[][];
  /** What is to be marked, folded. */
  marked: Token[];
}

export interface WantedOptions {
  /** Which words may be beginnings: that which was typed last, or every one. Those in quotes never are. */
  beginnings?: 'last' | 'all';
  /** Whether what has neither letter nor digit is a term, too: for texts that are looked through letter by letter. */
  signs?: boolean;
}

const longest = 200;
const mostTerms = 30;

/** Takes a query apart: words, "phrases", -without, or. undefined when no word is left. */
export function wantedOf(
  typed: string,
  { beginnings = 'last', signs = false }: WantedOptions = {},
): Wanted | undefined {
  const all = typed
    .replace(/[\0-\x1f]+/g, ' ')
    .trim()
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '');
  const pieces = [...all.matchAll(piece)].slice(0, mostTerms);
  const choices: Term[][] = [[]];
  for (const [number, found] of pieces.entries()) {
    const isLast = number === pieces.length - 1;
    if (/^or$/i.test(found[0]) && choices.at(-1)!.length && !isLast) {
      choices.push([]);
      continue;
    }
    const term = termOf(found);
    if (!term.tokens.length && !(signs && term.typed)) continue;
    const isShort =
      (term.tokens.at(-1)?.text ?? '').length < 2 || (isLast && !/[\p{L}\p{N}\p{M}]$/u.test(all));
    term.is_beginning = !term.is_phrase && !term.is_without && !isShort && (isLast || beginnings === 'all');
    choices.at(-1)!.push(term);
  }
  const kept = choices.filter((terms) => terms.length);
  if (!kept.length) return undefined;
  const sought = kept.flat().filter(({ is_without }) => !is_without);
  return { all, choices: kept, marked: sought.flatMap(({ tokens }) => tokens) };
}

/** A query that wants one phrase, as it stands; undefined when it is empty. */
export function phraseOf(typed: string): Wanted | undefined {
  const all = typed.trim();
  const tokens = tokensOf(folded(all));
  if (!all) return undefined;
  const term = { typed: all, tokens, is_phrase: true, is_without: false, is_beginning: false };
  return { all, choices: [[term]], marked: tokens };
}

// Typographic quotation marks come from telephones. A quotation mark inside a word is a sign like others.
const piece = /(-?)(?:["“”„«]([^"“”»]*)(?:["“”»]|$)|(\S+))/gu;

function termOf([all, minus, phrase, word]: RegExpMatchArray): Term {
  const typed = phrase ?? (minus ? word! : all);
  return {
    typed,
    tokens: tokensOf(folded(typed)),
    is_phrase: phrase !== undefined,
    is_without: minus !== '',
    is_beginning: false,
  };
}

export interface Written {
  /** A tsquery. */
  exact: string;
  /** What an index can answer without looking at a text: no order of words, no word that must not be; '' for nothing. */
  indexed: string;
}

/** A query as PostgreSQL's full text search takes it. */
export function written({ choices }: Pick<Wanted, 'choices'>, weights = ''): Written {
  const indexed = choices.map((terms) => lexemesIn(terms, weights).join(' & '));
  return {
    exact: choices
      .map((terms) => terms.map((term) => tsqueryOf(term, weights)).join(' & '))
      .map(grouped)
      .join(' | '),
    indexed: indexed.every(Boolean) ? indexed.map(grouped).join(' | ') : '',
  };
}

/** The words that are sought, each in a place of some weight: any of them, or all. */
export const inWeight = ({ choices }: Wanted, weight: string, which: 'any' | 'all'): string =>
  choices
    .map((terms) => terms.filter(isSought).map((term) => tsqueryOf(term, weight)))
    .filter((terms) => terms.length)
    .map((terms) => grouped(terms.join(which === 'all' ? ' & ' : ' | ')))
    .join(' | ');

const isSought = ({ is_without, tokens }: Term): boolean => !is_without && tokens.length > 0;

const grouped = (query: string): string => `(${query})`;

/** One term as a tsquery. */
export function tsqueryOf(term: Term, weights = ''): string {
  const places = placesOf(term);
  const words = places.map(({ lexeme, is_prefix }) => quoted(lexeme, is_prefix, weights));
  const steps = words.map((word, at) => (at ? ` <${places[at]!.at - places[at - 1]!.at}> ${word}` : word));
  return `${term.is_without ? '!' : ''}(${steps.join('')})`;
}

const lexemesIn = (terms: Term[], weights: string): string[] =>
  terms
    .filter(({ is_without }) => !is_without)
    .flatMap((term) => placesOf(term).map(({ lexeme, is_prefix }) => quoted(lexeme, is_prefix, weights)));

// A lexeme holds letters, digits and marks alone.
const quoted = (lexeme: string, isPrefix: boolean, weights: string): string =>
  `'${lexeme}'${isPrefix || weights ? ':' : ''}${isPrefix ? '*' : ''}${weights}`;

interface Place {
  lexeme: string;
  is_prefix: boolean;
  at: number;
}

/** The lexemes of a term, and how far from one another they stand. */
function placesOf({ tokens, is_beginning }: Term): Place[] {
  const places: Place[] = [];
  let at = 0;
  for (const [number, { text, is_stretch }] of tokens.entries()) {
    if (is_stretch) {
      const letters = Array.from(text);
      places.push(...pairsOf(letters).map((place) => ({ ...place, at: at + place.at })));
      at += letters.length;
    } else {
      places.push({ lexeme: text, is_prefix: is_beginning && number === tokens.length - 1, at });
      at += 1;
    }
  }
  return places;
}

/** Every other pair of letters, and the last one: together they are the stretch. One letter begins a pair. */
function pairsOf(letters: string[]): Place[] {
  if (letters.length === 1) return [{ lexeme: letters[0]!, is_prefix: true, at: 0 }];
  const places: Place[] = [];
  for (let at = 0; at + 1 < letters.length; at += 2)
    places.push({ lexeme: letters[at]! + letters[at + 1]!, is_prefix: false, at });
  const end = letters.length - 2;
  if (places.at(-1)!.at !== end)
    places.push({ lexeme: letters[end]! + letters[end + 1]!, is_prefix: false, at: end });
  return places;
}

/** A query for rows of this fold, or an older one for the others: they have no mark. */
export function withOlder(query: Written, older: { exact: string; indexed: string }): Written {
  if (!older.exact) return { exact: `(${query.exact}) & '${mark}'`, indexed: query.indexed };
  return {
    exact: `((${query.exact}) & '${mark}') | ((${older.exact}) & !'${mark}')`,
    indexed: query.indexed && older.indexed ? `(${query.indexed}) | (${older.indexed})` : '',
  };
}
