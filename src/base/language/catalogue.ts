// base/language/catalogue.ts: the words of a language as the process holds them: one look into a map each.
import fs from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../project.ts';
import { isRightToLeft } from '../time/dates.ts';
import { english, type Language } from './languages.ts';

export interface Catalogue {
  language: Language;
  /** By the English text, for a word with a context by `context\u0004text`: what stands for it, or its plural forms. */
  words: Map<string, string | string[]>;
  /** How much of it is translated, from 0 to 1. */
  share: number;
  is_right_to_left: boolean;
  /** Which of the plural forms a number takes. */
  form(count: number): number;
  /** A number as people of the language write it. */
  number(value: number): string;
  /** Things in a row, without an "and" where the language can do without. */
  list(things: string[]): string;
  /** How far off a moment is: `in 4 minutes`. */
  fromNow(count: number, unit: Intl.RelativeTimeFormatUnit): string;
}

const catalogues = new Map<Language, Catalogue>();

/** The words of a language, read once from what the build made of `locales/*.po`. English has none: it is the text itself. */
export function catalogueOf(language: Language): Catalogue {
  const known = catalogues.get(language);
  if (known) return known;
  const { words, share } = wordsOf(language);
  const made = {
    language,
    words,
    share,
    is_right_to_left: isRightToLeft(language.tag),
    form: formOf(language),
    number: numberOf(language),
    list: listOf(language),
    fromNow: fromNowOf(language),
  };
  catalogues.set(language, made);
  return made;
}

/** Of so many of its words a language must have the translation, to be the language of a whole screen of the admin. */
const enough = 0.95;

/** Whether the admin can speak a language; English is whole. */
export const isWhole = (language: Language): boolean =>
  language === english || catalogueOf(language).share >= enough;

/** What stands for a text; undefined where nobody has translated it. */
export const lookUp = ({ words }: Catalogue, text: string, context?: string) =>
  words.get(context === undefined ? text : `${context}\u0004${text}`);

// Where the build says how many texts there are.
const total = '\u0004total';

function wordsOf({ locale }: Language): Pick<Catalogue, 'words' | 'share'> {
  if (locale === english.locale) return { words: new Map(), share: 1 };
  const file = path.join(projectFolder, 'dist', 'locales', `${locale}.json`);
  // A language whose file is not there yet.
  if (!fs.existsSync(file)) return { words: new Map(), share: 0 };
  const { [total]: all, ...said } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<
    string,
    string | string[]
  >;
  const words = new Map(Object.entries(said));
  return { words, share: words.size / Number(all) };
}

function formOf({ tag, categories }: Language): Catalogue['form'] {
  const rules = new Intl.PluralRules(tag);
  const last = categories.length - 1;
  return (count) => {
    const at = categories.indexOf(rules.select(count));
    // CLDR has categories for what is never counted here, such as fractions.
    return at === -1 ? last : at;
  };
}

function numberOf({ tag }: Language): Catalogue['number'] {
  // English numbers stay as programs write them.
  if (tag === english.tag) return String;
  const format = new Intl.NumberFormat(tag);
  return (value) => format.format(value);
}

function listOf({ tag }: Language): Catalogue['list'] {
  // Units stand in a row without an "and" in English, and without a sign between them in Japanese.
  const format = new Intl.ListFormat(tag, { type: tag === english.tag ? 'unit' : 'conjunction' });
  return (things) => format.format(things);
}

function fromNowOf({ tag }: Language): Catalogue['fromNow'] {
  const format = new Intl.RelativeTimeFormat(tag);
  return (count, unit) => format.format(count, unit);
}
