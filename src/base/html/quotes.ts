// base/html/quotes.ts: quotation marks by language, as WordPress's translations set them.

export interface Quotes {
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
export function quotesOf(locale: string): Quotes {
  const [language = '', region = ''] = locale.toLowerCase().split(/[-_]/);
  return known.get(`${language}-${region}`) ?? known.get(language) ?? english;
}
