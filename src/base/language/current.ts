// base/language/current.ts: in which language the code speaks: that of the request or of the job in hand.
import { AsyncLocalStorage } from 'node:async_hooks';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import { isRightToLeft } from '../time/dates.ts';
import { english, languageFor, type Language } from './languages.ts';

const storage = new AsyncLocalStorage<Catalogue>();
const source = catalogueOf(english);

/** The words in which is spoken now; English outside of a request and of a job. */
export const currentCatalogue = (): Catalogue => storage.getStore() ?? source;

export const currentLanguage = (): Language => currentCatalogue().language;

/**
 * Does something in a language; all that is awaited in it speaks it too.
 * @param language one of the house, or a tag as WPLANG holds it
 */
export function inLanguage<Result>(language: Language | string, act: () => Result): Result {
  const catalogue = catalogueOf(typeof language === 'string' ? languageFor(language) : language);
  // A site in English pays nothing: on Node 20 the first `run` makes all promises of the process slower.
  return catalogue === currentCatalogue() ? act() : storage.run(catalogue, act);
}

/** `lang` and `dir` of a page that is made of words of the house alone. */
export function spoken(): { lang: string; dir: 'ltr' | 'rtl' } {
  const { tag } = currentLanguage();
  return { lang: tag, dir: isRightToLeft(tag) ? 'rtl' : 'ltr' };
}

/** A function that speaks the language in which it was made: for what a stream or a timer calls later. */
export const keepLanguage = <Given extends unknown[], Result>(act: (...given: Given) => Result) => {
  const catalogue = storage.getStore();
  return catalogue ? (...given: Given): Result => storage.run(catalogue, act, ...given) : act;
};

/** The asset that brings what scripts of pages, or of the admin, say in the language spoken now; '' for English. */
export function wordsOfScripts(where: 'pages' | 'admin' = 'pages'): string {
  const language = currentLanguage();
  if (language === english) return '';
  return `js/words-${where === 'admin' ? 'admin-' : ''}${language.locale}.js`;
}
