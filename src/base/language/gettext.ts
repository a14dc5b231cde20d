// base/language/gettext.ts: what is said to people, in their language. The names are WordPress's; `npm run words` collects the texts.
import { escapeXml } from '../themes/escape.ts';
import { lookUp } from './catalogue.ts';
import { currentCatalogue } from './current.ts';

/** What is put into a text: numbers are written as the language writes them. */
export type Value = string | number;

/** A text in the language spoken now. `%s` and `%1$s` take the values. @param text English, a whole sentence or a label */
export const __ = (text: string, ...values: Value[]): string => fill(translated(text), values);

/** The same for a word that means several things. @param context which of them, for translators, such as `verb` */
export const _x = (text: string, context: string, ...values: Value[]): string =>
  fill(translated(text, context), values);

/** A text that counts. Without values the number itself is put in. */
export function _n(one: string, many: string, count: number, ...values: Value[]): string {
  return fill(counted(one, many, count), values.length ? values : [count]);
}

/** All forms of a text that counts, by the categories of `Intl.PluralRules`: for what counts on in a browser. */
export function __forms(one: string, many: string, ...values: Value[]): Record<string, string> {
  const { language } = currentCatalogue();
  const { forms, categories } = formsOf(one, many, language.categories);
  return Object.fromEntries(categories.map((category, at) => [category, fill(forms[at]!, values)]));
}

/** Marks a text that is translated where it is shown, by `translate`: for what is made when the program starts. */
export const N_ = <Text extends string>(text: Text): Text => text;

/** A text that was marked by `N_`, in the language spoken now. */
export const translate = (text: string, ...values: Value[]): string => fill(translated(text), values);

/** The attributes of an element in a sentence; undefined leaves the element out and keeps what it holds. */
export type Attributes = Record<string, string | undefined>;

/**
 * A sentence with elements in it, as clean markup: `__html('See <a>the page</a> of %s.', { a: { href } }, name)`. The text
 * and the values are escaped. An element that is named twice is written `<a1>`, `<a2>`.
 */
export const __html = (
  text: string,
  elements: Record<string, Attributes | undefined> = {},
  ...values: (Value | { html: string })[]
): string => marked(translated(text), elements, values);

/** The same for a sentence that counts. */
export const _nhtml = (
  one: string,
  many: string,
  count: number,
  elements: Record<string, Attributes | undefined> = {},
  ...values: (Value | { html: string })[]
): string => marked(counted(one, many, count), elements, values.length ? values : [count]);

/** A large number with its groups parted, as the language writes it: `100,000`. In a text, English numbers have none. */
export const __number = (value: number): string => value.toLocaleString(currentCatalogue().language.tag);

/** Things in a row, as the language puts them: `a, b, c`. */
export const __list = (things: string[]): string => currentCatalogue().list(things);

/** How far off a moment is: `in 4 minutes`. */
export const __in = (count: number, unit: 'second' | 'minute' | 'hour'): string =>
  currentCatalogue().fromNow(count, unit);

function translated(text: string, context?: string): string {
  const found = lookUp(currentCatalogue(), text, context);
  return typeof found === 'object' ? found[0]! : (found ?? text);
}

function counted(one: string, many: string, count: number): string {
  const catalogue = currentCatalogue();
  const found = lookUp(catalogue, one);
  if (typeof found === 'object') return found[catalogue.form(count)] ?? found.at(-1)!;
  // Without a translation it is English that counts.
  return found ?? (count === 1 ? one : many);
}

function formsOf(one: string, many: string, categories: string[]) {
  const found = lookUp(currentCatalogue(), one);
  return typeof found === 'object'
    ? { forms: found, categories }
    : { forms: [one, many], categories: ['one', 'other'] };
}

const placeholder = /%(?:(\d+)\$)?s|%%/g;

function fill(text: string, values: Value[]): string {
  if (!values.length) return text;
  const put = putter<Value>(values, isolated);
  return text.replaceAll(placeholder, put);
}

function marked(
  text: string,
  elements: Record<string, Attributes | undefined>,
  values: (Value | { html: string })[],
): string {
  const put = putter(values, (value) =>
    typeof value === 'object' ? value.html : escapeXml(isolated(String(value))),
  );
  return text
    .split(/(<\/?[a-z]+\d*>)/)
    .map((piece, index) => {
      if (index % 2) return element(piece, elements);
      const plain = escapeXml(piece);
      return values.length ? plain.replaceAll(placeholder, put) : plain;
    })
    .join('');
}

/**
 * A name or title of Latin letters inside a sentence that is read from right to left: without the signs around it (Unicode,
 * UAX #9) its quotation marks would stand on the wrong sides. Addresses are to be clicked and copied as they are.
 */
function isolated(value: Value): string {
  const text = String(value);
  const isForeign = /[A-Za-z]/.test(text) && !/^\S+(?:@|:\/\/)\S+$|^\{/.test(text);
  return isForeign && currentCatalogue().is_right_to_left ? `\u2068${text}\u2069` : text;
}

/** Puts the values in, one after the other or by their number. A sequence runs through all pieces of a text. */
function putter<Given>(values: Given[], print: (value: Given | string) => string) {
  let next = 0;
  return (found: string, number?: string) => {
    if (found === '%%') return '%';
    const value = values[number ? Number(number) - 1 : next++];
    if (value === undefined) return found;
    return print(typeof value === 'number' ? currentCatalogue().number(value) : value);
  };
}

function element(piece: string, elements: Record<string, Attributes | undefined>): string {
  const [, closes, key, name] = /^<(\/?)(([a-z]+)\d*)>$/.exec(piece)!;
  if (key! in elements && !elements[key!]) return '';
  if (closes) return `</${name}>`;
  const attributes = Object.entries(elements[key!] ?? {}).filter(([, value]) => value !== undefined);
  return `<${name}${attributes.map(([one, value]) => ` ${one}="${escapeXml(value)}"`).join('')}>`;
}
