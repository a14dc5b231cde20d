// base/language/languages.ts: the languages the words of the house are translated into, and how each of them counts.

export interface Language {
  /** WordPress's name of the locale, which is also the name of the file in `locales/`. */
  locale: string;
  /** BCP 47. */
  tag: string;
  /** The categories of `Intl.PluralRules` in the order of the plural forms in the file. */
  categories: Intl.LDMLPluralRule[];
  /** The same rule as gettext writes it. */
  plural_forms: string;
}

const two: Intl.LDMLPluralRule[] = ['one', 'other'];
const germanic = { categories: two, plural_forms: 'nplurals=2; plural=n != 1;' };
// Nothing is counted as one thing is.
const romance = { categories: two, plural_forms: 'nplurals=2; plural=n > 1;' };
const none = { categories: ['other'] as Intl.LDMLPluralRule[], plural_forms: 'nplurals=1; plural=0;' };
const few = '(n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)';
const slavic = {
  categories: ['one', 'few', 'many'] as Intl.LDMLPluralRule[],
  plural_forms: `nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : ${few});`,
};
const polish = { ...slavic, plural_forms: `nplurals=3; plural=(n==1 ? 0 : ${few});` };
const arabic = {
  categories: ['zero', 'one', 'two', 'few', 'many', 'other'] as Intl.LDMLPluralRule[],
  plural_forms:
    'nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);',
};

/** The language of the sources: what is not translated is said in it. */
export const english: Language = { locale: 'en_US', tag: 'en-US', ...germanic };

/** All languages there is a file for, in the order in which they are read best: of their own names. */
export const languages: Language[] = [
  { locale: 'de_DE', tag: 'de-DE', ...germanic },
  { locale: 'es_ES', tag: 'es-ES', ...germanic },
  { locale: 'fr_FR', tag: 'fr-FR', ...romance },
  { locale: 'id_ID', tag: 'id-ID', ...none },
  { locale: 'it_IT', tag: 'it-IT', ...germanic },
  { locale: 'nl_NL', tag: 'nl-NL', ...germanic },
  { locale: 'pl_PL', tag: 'pl-PL', ...polish },
  { locale: 'pt_BR', tag: 'pt-BR', ...romance },
  { locale: 'tr_TR', tag: 'tr-TR', ...germanic },
  { locale: 'ru_RU', tag: 'ru-RU', ...slavic },
  { locale: 'uk', tag: 'uk-UA', ...slavic },
  { locale: 'he_IL', tag: 'he-IL', ...germanic },
  { locale: 'ar', tag: 'ar', ...arabic },
  { locale: 'fa_IR', tag: 'fa-IR', ...romance },
  { locale: 'hi_IN', tag: 'hi-IN', ...romance },
  { locale: 'ja', tag: 'ja', ...none },
  { locale: 'ko_KR', tag: 'ko-KR', ...none },
  { locale: 'zh_CN', tag: 'zh-CN', ...none },
  { locale: 'zh_TW', tag: 'zh-TW', ...none },
];

const all = [english, ...languages];
const found = new Map<string, Language>();

/**
 * The language whose words a reader of this one gets: the same one, or one of another country; English for those there is no
 * file for. `tag` is BCP 47 or WordPress's name, such as de-AT, de_DE_formal, zh-Hant; '' is English.
 */
export function languageFor(tag: string): Language {
  const known = found.get(tag);
  if (known) return known;
  const [asked = 'en', ...rest] = tag.toLowerCase().split(/[_-]/);
  const same = all.filter((one) => one.tag.split('-')[0] === asked);
  const isExact = (one: Language) => rest.includes(one.tag.toLowerCase().split('-')[1] ?? '');
  const isTraditional = asked === 'zh' && rest.some((part) => /^(hant|hk|mo)$/.test(part));
  const language =
    (isTraditional ? same.find(({ locale }) => locale === 'zh_TW') : same.find(isExact)) ??
    same[0] ??
    english;
  // What a browser sends may be anything: no more of it is kept than there are languages.
  if (found.size < 1000) found.set(tag, language);
  return language;
}

/** The first language of an Accept-Language field there are words in; undefined when it names none. */
export function languageAccepted(tags: string[]): Language | undefined {
  for (const tag of tags.slice(0, 10)) {
    const language = languageFor(tag);
    if (language !== english || /^en\b/i.test(tag)) return language;
  }
  return undefined;
}
