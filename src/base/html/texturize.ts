// base/html/texturize.ts: typographic quotes, dashes, dots and primes, as WordPress sets them.
import type { Root, Text } from 'hast';
import { blockNames, verbatimNames, type Parent } from './tree.ts';

/**
 * Sets typographic characters in text; not in code, preformatted text, scripts and styles. Changes the tree.
 * A quote looks at its neighbours across inline tags, within its block.
 * @param locale the language that quotation marks are of
 */
export function texturize(tree: Root, locale = 'en'): void {
  const run: Text[] = [];
  const quotes = quotesOf(locale);
  texturizeIn(tree, run, quotes);
  setRun(run, quotes);
}

/** Gathers the texts of one stretch of inline content; a block's edge ends the stretch. */
function texturizeIn(parent: Parent, run: Text[], quotes: Quotes): void {
  for (const child of parent.children) {
    if (child.type === 'text') run.push(child);
    if (child.type !== 'element') continue;
    const isEdge = blockNames.has(child.tagName) || child.tagName === 'br';
    if (isEdge) setRun(run, quotes);
    if (verbatimNames.has(child.tagName)) run.push({ type: 'text', value: 'x' });
    else texturizeIn(child, run, quotes);
    if (isEdge) setRun(run, quotes);
  }
}

/** What is open in a stretch. */
interface Open {
  double: number;
  single: number;
  quotes: Quotes;
}

/** Sets one stretch and empties the list. */
function setRun(run: Text[], quotes: Quotes): void {
  const whole = run.map(({ value }) => value).join('');
  const open: Open = { double: 0, single: 0, quotes };
  let start = 0;
  for (const node of run) {
    const from = start;
    start += node.value.length;
    if (!/["'`.\-(]|\dx\d/.test(node.value)) continue;
    node.value = node.value.replace(marks, (mark, ...found) =>
      set(mark, whole, from + Number(found.at(-2)), open),
    );
  }
  run.length = 0;
}

/** Addresses, and shortcodes with attributes, are found first, so that nothing in them is set. */
const marks =
  /\[[a-z][\w-]{0,50}(?:\s+[\w-]{1,50}=(?:"[^"[\]]{0,500}"|'[^'[\]]{0,500}'|[^\s"'[\]]{1,100})){1,30}\s*\/?\]|https?:\/\/[^\s"'<>]+|---|(?<!xn)--|\.\.\.|``|''|"|'|\(tm\)|(?<=^|\s)-(?=\s)|(?<=(?<!\d)[1-9]\d{0,8})x(?=\d)/gi;

function set(mark: string, whole: string, at: number, open: Open): string {
  const before = whole[at - 1] ?? ' ';
  const after = whole[at + mark.length] ?? ' ';
  if (mark === '"') return double(before, after, open);
  if (mark === "'")
    return single(before, whole.slice(at + 1, at + 9), open, whole.slice(Math.max(0, at - 4), at));
  if (mark === '--') return /\s/.test(before) && /\s/.test(after) ? '—' : '–';
  return plain.get(mark.toLowerCase()) ?? mark;
}

const plain = new Map([
  ['---', '—'],
  ['...', '…'],
  ['``', '“'],
  ["''", '”'],
  ['(tm)', '™'],
  ['-', '–'],
  ['x', '×'],
]);

const opens = /[\s=([{<\-–—"“‘']/;

function double(before: string, after: string, open: Open): string {
  const closes = /["'‘]/.test(before) && open.double > 0;
  if (opens.test(before) && /\S/.test(after) && !closes) {
    open.double += 1;
    return open.quotes.double[0];
  }
  if (/\d/.test(before) && !open.double) return '″';
  open.double = Math.max(0, open.double - 1);
  return open.quotes.double[1];
}

function single(before: string, rest: string, open: Open, behind: string): string {
  const startsWord = opens.test(before);
  if (startsWord && (/^\d\d(?![\d%]|[.,]\d)/.test(rest) || clipped.test(rest))) return '’';
  if (startsWord && (before === '"' ? /^[\p{L}\d]/u : /^\S/).test(rest)) {
    open.single += 1;
    return open.quotes.single[0];
  }
  const isBehindYear = /(?:^|[\s=([{<\-–—"“‘])'\d\d$/.test(behind);
  if (/\d/.test(before) && !/^\p{L}/u.test(rest) && !open.single && !isBehindYear) return '′';
  const closes = open.single > 0 && !/^[\p{L}\d]/u.test(rest);
  if (closes) open.single -= 1;
  return closes ? open.quotes.single[1] : '’';
}

/** Words that begin with an apostrophe. */
const clipped = /^(?:tain’?'?t|twere|twas|tis|twill|til|bout|nuff|round|cause|em|n)\b/i;

/** Quotation marks, as WordPress's translations set them. */
interface Quotes {
  double: [open: string, close: string];
  single: [open: string, close: string];
}

const english: Quotes = { double: ['“', '”'], single: ['‘', '’'] };
const german: Quotes = { double: ['„', '“'], single: ['‚', '‘'] };
const polish: Quotes = { double: ['„', '”'], single: ['‚', '’'] };
const swedish: Quotes = { double: ['”', '”'], single: ['’', '’'] };
const guillemets: Quotes = { double: ['«', '»'], single: ['‘', '’'] };
const russian: Quotes = { double: ['«', '»'], single: ['„', '“'] };
const french: Quotes = { double: ['«\u00a0', '\u00a0»'], single: ['‘', '’'] };
const swiss: Quotes = { double: ['«', '»'], single: ['‹', '›'] };

/** By language, or by language and region where that differs. */
const known = new Map<string, Quotes>([
  ...'de bg cs et is ka lt lv sk sl hsb dsb sq'.split(' ').map((name) => [name, german] as const),
  ...'pl ro hu hr sr bs mk af'.split(' ').map((name) => [name, polish] as const),
  ...'sv fi'.split(' ').map((name) => [name, swedish] as const),
  ...'es ca gl el no nb nn pt-pt eu hy fa ast'.split(' ').map((name) => [name, guillemets] as const),
  ...'ru uk be kk'.split(' ').map((name) => [name, russian] as const),
  ...'fr br oc'.split(' ').map((name) => [name, french] as const),
  ...'de-ch de-li fr-ch it-ch'.split(' ').map((name) => [name, swiss] as const),
]);

/** @param locale such as `de-DE` or `de_DE_formal`; English for one that is not known */
function quotesOf(locale: string): Quotes {
  const [language = '', region = ''] = locale.toLowerCase().split(/[-_]/);
  return known.get(`${language}-${region}`) ?? known.get(language) ?? english;
}
