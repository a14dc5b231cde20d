// tests/house/words.test.ts: what readers meet is said by the catalogue, and the files of the languages fit it.
import vm from 'node:vm';
import { po } from 'gettext-parser';
import { expect, test } from 'vitest';
import { collected, lacking, merged, templateText } from '../../bin/words/catalogue.ts';
import { codeOf, extract } from '../../bin/words/extract.ts';
import { languageAccepted, languageFor, languages } from '../../src/base/language/languages.ts';
import { bareIn } from './bare.ts';
import { filesIn, read } from './sources.ts';

/** Folders and files of views whose words come from the catalogue. The list grows until it is `views`. */
const converted = [
  'themes/',
  'admin/',
  'attachments/',
  'comments/',
  'feeds/',
  'sitemaps/',
  'linkbacks/',
  'links/',
  'media/',
  'privacy/admin-',
  'privacy/mail-',
  'redirects/',
  'webhooks/',
  'dashboard/_',
  'dashboard/dashboard',
  'dashboard/go',
  'dashboard/jobs',
  'embeds/',
  'import/',
  'site/',
  'accounts/_card_',
  'accounts/login',
  'accounts/logout',
  'accounts/lost-password',
  'accounts/register',
  'accounts/resume',
  'accounts/second-step',
  'backup/',
  'export/',
  'menus/',
  'setup/',
  'terms/',
  'widgets/',
  'writing/',
];

/** Words that are names, or nobody reads. */
const allowed = new Set(['UTF-8', 'Quillback', 'hourly']);

test('the template of all languages is what the sources say: npm run words', () => {
  expect(read('locales/quillback.pot')).toBe(templateText(collected()));
});

test('no converted view holds a word of its own', () => {
  const views = filesIn('views', '.ejs').filter((file) => converted.some((one) => file.startsWith(one)));
  const found = views.flatMap((file) =>
    bareIn(read(`views/${file}`))
      .filter((text) => !allowed.has(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(views.length).toBeGreaterThan(60);
  expect(found).toEqual([]);
});

test.each([
  '<p>Leave a comment</p>',
  '<p><%= name %> says:</p>',
  '<img alt="A picture" src="/x">',
  '<nav aria-label="Menu <%= number %>">',
  '<% if (a) { %>Nothing here<% } %>',
  '<input placeholder="Search">',
  '<%# A remark. %>Read on',
])('a bare word of a view is found: %s', (text) => {
  expect(bareIn(text)).toHaveLength(1);
});

test.each([
  "<p><%= __('Leave a comment') %></p>",
  '<p class="not read by anybody" data-open="yes"><%= name %></p>',
  '<style>p { color: red }</style><script>run()</script>',
  '<nav aria-label="<%= __(\'Menu\') %>">→ (<%= number %>)</nav>',
  '<input placeholder="https://">',
])('what comes from the catalogue, or from nobody, is none: %s', (text) => {
  expect(bareIn(text)).toEqual([]);
});

test('texts are found where they are said, with their plural, context and remark', () => {
  const view = `<p><%= __(/* translators: a name */ 'by %s', name) %></p><% if (n) { %><b><%= _n('%s file', '%s files', n) %></b><% } %>`;
  const [by, files] = extract(view, 'x.ejs').found;
  const [, open] = extract("const a = N_('A'); const b = _x('Open', 'verb');", 'x.ts').found;

  expect(by).toMatchObject({ text: 'by %s', comment: 'a name' });
  expect(files).toMatchObject({ text: '%s file', plural: '%s files' });
  expect(open).toMatchObject({ text: 'Open', context: 'verb' });
  expect(codeOf('<p><%= a %></p>')).not.toContain('<p>');
});

test.each(["__('by ' + name)", '__(`by ${name}`)', '__(words)', "_n('%s file', many, n)"])(
  'a text that is glued or not written out is refused: %s',
  (text) => {
    expect(extract(`const x = ${text};`, 'x.ts').unreadable).toHaveLength(1);
  },
);

test('a file keeps its translations, gets what is new, and keeps what is gone for its return', () => {
  const polish = languages.find(({ locale }) => locale === 'pl_PL')!;
  const entry = (msgid: string, msgid_plural?: string) => ({
    msgid,
    ...(msgid_plural && { msgid_plural }),
    msgstr: [''],
    comments: { translator: '', reference: '', extracted: '', flag: '', previous: '' },
  });
  const table = { '': { Reply: entry('Reply'), '%s file': entry('%s file', '%s files') } };
  const before =
    'msgid ""\nmsgstr "Language: pl_PL\\n"\n\nmsgid "Reply"\nmsgstr "Odpowiedz"\n\nmsgid "Gone"\nmsgstr "Nie ma"\n';

  const text = merged(table, polish, before);
  const again = merged({ '': { ...table[''], Gone: entry('Gone') } }, polish, text);

  expect(text).toContain('msgid "Reply"\nmsgstr "Odpowiedz"\n');
  expect(text).toContain('msgid_plural "%s files"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n');
  expect(text).toContain('#~ msgid "Gone"\n#~ msgstr "Nie ma"');
  expect(again).toContain('\nmsgid "Gone"\nmsgstr "Nie ma"\n');
  expect(again).not.toContain('#~');
});

test.each(languages)(
  'the file of $locale fits: its plurals, its values, its elements',
  ({ locale, ...language }) => {
    const file = po.parse(read(`locales/${locale}.po`));
    const entries = Object.values(file.translations).flatMap((texts) => Object.values(texts));

    expect(file.headers['Plural-Forms']).toBe(language.plural_forms);
    expect(entries.flatMap((entry) => faultsOf(entry, language.categories.length, language.tag))).toEqual([]);
    // What a language lacks is told, and refused in none: it is said in English until then.
    const missing = lacking(read(`locales/${locale}.po`));
    if (missing) process.stdout.write(`${locale} lacks ${missing} texts\n`);
  },
);

test.each(languages)(
  'numbers take the form in $locale that its file says',
  ({ tag, categories, plural_forms }) => {
    const rules = new Intl.PluralRules(tag);
    const formula = /plural=(.*);$/.exec(plural_forms)![1]!;
    const [script, given] = [new vm.Script(`Number(${formula})`), vm.createContext({ n: 0 })];
    const byFile = (n: number): unknown => {
      given.n = n;
      return script.runInContext(given);
    };
    const numbers = [...Array(1200).keys(), 1e6];
    const wrong = numbers.filter((n) => {
      const at = categories.indexOf(rules.select(n));
      return (at === -1 ? categories.length - 1 : at) !== byFile(n);
    });
    expect(wrong).toEqual([]);
  },
);

test('a reader gets the words of the language, or of its neighbour, or English', () => {
  const of = (tag: string) => languageFor(tag).locale;
  expect(['de-AT', 'de_DE_formal', 'pt-PT', 'zh-Hant-HK', 'zh-Hans', 'ar-EG', 'uk'].map(of)).toEqual([
    'de_DE',
    'de_DE',
    'pt_BR',
    'zh_TW',
    'zh_CN',
    'ar',
    'uk',
  ]);
  expect(['', 'en-GB', 'sv-SE', 'nothing', '*'].map(of)).toEqual(Array(5).fill('en_US'));
  expect(languageAccepted(['sv', 'pl-PL', 'de'])?.locale).toBe('pl_PL');
  expect(languageAccepted(['sv', '*'])).toBeUndefined();
});

type Entry = { msgid: string; msgid_plural?: string; msgstr: string[] };

/** Values and elements that a translation lost or made up. A form that stands for one number need not say it. */
function faultsOf({ msgid, msgid_plural, msgstr }: Entry, forms: number, tag: string): string[] {
  if (!msgid || !msgstr.some(Boolean)) return [];
  const fault = (why: string) => `${why}: ${msgid}`;
  if (msgid_plural && msgstr.length !== forms) return [fault('forms')];
  const rules = new Intl.PluralRules(tag);
  return msgstr.flatMap((text, at) => {
    const whole = msgid_plural ?? msgid;
    const isOne = msgid_plural !== undefined && standsForOne(rules, at, forms);
    const [wanted, has] = [valuesIn(whole), valuesIn(text)];
    const lost = wanted.filter((one) => !has.includes(one));
    const most = isOne ? 1 : 0;
    return [
      ...(lost.length > most ? [fault(`lost ${lost.join(' ')}`)] : []),
      ...(has.some((one) => !wanted.includes(one)) ? [fault('a value of its own')] : []),
      ...(elementsIn(whole) === elementsIn(text) ? [] : [fault('elements')]),
    ];
  });
}

/** Whether a form stands for one number alone, such as the Arabic dual. */
function standsForOne(rules: Intl.PluralRules, at: number, forms: number): boolean {
  if (forms === 1) return false;
  const categories = languages.find(({ tag }) =>
    rules.resolvedOptions().locale.startsWith(tag.slice(0, 2)),
  )!.categories;
  const numbers = [...Array(130).keys()].filter((n) => rules.select(n) === categories[at]);
  return numbers.length === 1;
}

const valuesIn = (text: string): string[] => [...new Set(text.match(/%(?:\d+\$)?s/g))].toSorted();
const elementsIn = (text: string): string => (text.match(/<\/?[a-z]+\d*>/g) ?? []).toSorted().join(' ');
