// shared/words.ts: what scripts say, in the language of the page. `js/words-LOCALE.js` brings the words before them; without it they speak English.

interface Words {
  /** BCP 47. */
  tag: string;
  /** The categories of `Intl.PluralRules` in the order of the plural forms. */
  categories: string[];
  words: Record<string, string | string[]>;
}

const known = (globalThis as { quillbackWords?: Words }).quillbackWords;

/** A text in the language of the page; `%s` and `%1$s` take the values. */
export const __ = (text: string, ...values: (string | number)[]): string => {
  const found = known?.words[text] ?? text;
  return fill(typeof found === 'string' ? found : found[0]!, values);
};

/** A text that counts. Without values the number itself is put in. */
export function _n(one: string, many: string, count: number, ...values: (string | number)[]): string {
  const put = values.length ? values : [count];
  const found = known?.words[one];
  if (!known || typeof found !== 'object') return fill(count === 1 ? one : many, put);
  const at = known.categories.indexOf(new Intl.PluralRules(known.tag).select(count));
  return fill(found[at] ?? found.at(-1)!, put);
}

/** One of the forms that a page brought, as JSON by their categories. */
export const formOf = (forms: string, count: number): string | undefined =>
  known && (JSON.parse(forms) as Record<string, string>)[new Intl.PluralRules(known.tag).select(count)];

/** A number as the language of the page writes it. */
export const numberIn = (value: number): string =>
  known ? new Intl.NumberFormat(known.tag).format(value) : String(value);

function fill(text: string, values: (string | number)[]): string {
  let next = 0;
  return text.replaceAll(/%(?:(\d+)\$)?s/g, (found, number?: string) => {
    const value = values[number ? Number(number) - 1 : next++];
    return typeof value === 'number' ? numberIn(value) : (value ?? found);
  });
}
