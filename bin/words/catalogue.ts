// bin/words/catalogue.ts: locales/quillback.pot from the sources, and locales/*.po with what is new in it.
import fs from 'node:fs';
import path from 'node:path';
import { po, type GetTextTranslations, type GetTextTranslation } from 'gettext-parser';
import { languages, type Language } from '../../src/base/language/languages.ts';
import { extract } from './extract.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'locales');
const template = path.join(folder, 'quillback.pot');

/** Where texts are looked for. */
const places = [
  { folder: 'src', ending: '.ts' },
  { folder: 'views', ending: '.ejs' },
  { folder: 'browser', ending: '.ts' },
];

type Entry = GetTextTranslation & { msgid_plural?: string };
type Table = Record<string, Record<string, Entry>>;

/** All texts of the sources. @throws Error naming calls whose text cannot be read, and texts that are said in two ways */
export function collected(): Table {
  const table: Table = {};
  const problems: string[] = [];
  for (const place of places) {
    for (const file of filesIn(place.folder, place.ending)) {
      const { found, unreadable } = extract(fs.readFileSync(path.join(root, file), 'utf8'), file);
      problems.push(...unreadable);
      for (const one of found) {
        const entries = (table[one.context ?? ''] ??= {});
        const entry = (entries[one.text] ??= { msgid: one.text, msgstr: [''], comments: noComments() });
        if (one.context) entry.msgctxt = one.context;
        if (one.plural && entry.msgid_plural && entry.msgid_plural !== one.plural)
          problems.push(`${file}: “${one.text}” has another plural elsewhere: ${entry.msgid_plural}`);
        if (one.plural) Object.assign(entry, { msgid_plural: one.plural, msgstr: ['', ''] });
        note(entry, file, one.comment);
      }
    }
  }
  if (problems.length) throw new Error(problems.join('\n'));
  return table;
}

/** The template as it should be. */
export const templateText = (table: Table): string => printed({ 'Project-Id-Version': 'Quillback' }, table);

/** The file of a language with all texts of the table: translations stay, those that are not wanted any more are marked as obsolete. */
export function merged(table: Table, language: Language, before: string | undefined): string {
  const old = before === undefined ? undefined : po.parse(before);
  const known = { ...flat(old?.obsolete), ...flat(old?.translations) };
  const translations: Table = {};
  for (const entry of Object.values(flat(table))) {
    const kept = known[keyOf(entry)];
    delete known[keyOf(entry)];
    const forms = entry.msgid_plural ? language.categories.length : 1;
    const msgstr = Array.from({ length: forms }, (_, at) => kept?.msgstr[at] ?? '');
    const comments = { ...entry.comments!, translator: kept?.comments?.translator ?? '' };
    (translations[entry.msgctxt ?? ''] ??= {})[entry.msgid] = { ...entry, msgstr, comments };
  }
  const obsolete: Table = {};
  for (const entry of Object.values(known)) {
    if (entry.msgid && entry.msgstr.some(Boolean))
      (obsolete[entry.msgctxt ?? ''] ??= {})[entry.msgid] = { ...entry, comments: noComments() };
  }
  const headers = {
    'Project-Id-Version': 'Quillback',
    'Last-Translator': old?.headers['Last-Translator'] ?? '',
    Language: language.locale,
    'Plural-Forms': language.plural_forms,
    'X-Plural-Categories': language.categories.join(' '),
    'X-Language-Tag': language.tag,
  };
  return printed(headers, translations, obsolete);
}

/** Writes the template and the files of all languages, and says what each lacks. */
export function writeAll(say: (line: string) => void): void {
  const table = collected();
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(template, templateText(table));
  say(`${Object.keys(flat(table)).length} texts`);
  for (const language of languages) {
    const file = path.join(folder, `${language.locale}.po`);
    const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
    const text = merged(table, language, before);
    fs.writeFileSync(file, text);
    say(`${language.locale}: ${lacking(text)} lack a translation`);
  }
}

/** How many texts of a .po file are not translated. */
export const lacking = (text: string): number =>
  Object.values(flat(po.parse(text).translations)).filter(
    ({ msgid, msgstr }) => msgid && !msgstr.every(Boolean),
  ).length;

/** All entries of a table, by what they are looked up by. */
export const flat = (table: Table | undefined): Record<string, Entry> =>
  Object.fromEntries(
    Object.values(table ?? {}).flatMap((entries) =>
      Object.values(entries).map((entry) => [keyOf(entry), entry] as const),
    ),
  );

const keyOf = ({ msgid, msgctxt = '' }: Entry): string => `${msgctxt}\u0004${msgid}`;

const noComments = () => ({ translator: '', reference: '', extracted: '', flag: '', previous: '' });

function note(entry: Entry, file: string, comment: string | undefined): void {
  const comments = entry.comments!;
  const files = comments.reference ? comments.reference.split('\n') : [];
  if (!files.includes(file)) comments.reference = [...files, file].toSorted().join('\n');
  if (comment && !(comments.extracted ?? '').split('\n').includes(comment))
    comments.extracted = [comments.extracted, comment].filter(Boolean).join('\n');
}

/** Sorted, without dates and lines of sources: what has not changed prints the same. */
function printed(headers: Record<string, string>, translations: Table, obsolete: Table = {}): string {
  const data: GetTextTranslations = {
    charset: 'utf-8',
    headers: {
      ...headers,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Transfer-Encoding': '8bit',
    },
    translations,
    obsolete,
  };
  const sort = (one: Entry, other: Entry) => (keyOf(one) < keyOf(other) ? -1 : 1);
  return `${po.compile(data, { foldLength: 0, sort }).toString()}\n`;
}

function filesIn(place: string, ending: string): string[] {
  return fs
    .readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${place}/${file.split(path.sep).join('/')}`)
    .toSorted();
}
