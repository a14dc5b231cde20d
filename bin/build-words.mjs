// bin/build-words.mjs: the words of all languages as the process loads them: locales/de_DE.po becomes dist/locales/de_DE.json.
import fs from 'node:fs';
import path from 'node:path';
import { po } from 'gettext-parser';

const root = path.resolve(import.meta.dirname, '..');
const to = path.join(root, 'dist', 'locales');

/** Beside the words stands how many there would be: a context without a text, which no source says. */
const total = '\u0004total';

/** How build.mjs builds it. */
export const words = {
  to,
  stamp: path.join(to, '.built'),
  sources: ['locales'],
  isOwn: (file) => /^\w+\.json$/.test(file),
  isGone: () => true,
  async make(_build, own) {
    for (const { locale, text } of files())
      fs.writeFileSync(
        path.join(own, `${locale}.json`),
        JSON.stringify({ ...compiled(text), [total]: countIn(text) }),
      );
  },
};

/**
 * The translations of a .po file: text → translation, or → plural forms for what counts; `context\u0004text` for what has a
 * context. `isWanted` chooses by the files that say it. What is not translated, or only guessed (fuzzy), is left out: English stands there.
 */
export function compiled(text, isWanted = () => true) {
  const { translations } = po.parse(text);
  const found = {};
  for (const [context, entries] of Object.entries(translations)) {
    for (const { msgid, msgid_plural, msgstr, comments } of Object.values(entries)) {
      if (!isWanted(comments?.reference ?? '')) continue;
      if (!msgid || !msgstr.length || !msgstr.every(Boolean) || /\bfuzzy\b/.test(comments?.flag ?? ''))
        continue;
      found[context ? `${context}\u0004${msgid}` : msgid] = msgid_plural ? msgstr : msgstr[0];
    }
  }
  return found;
}

const countIn = (text) =>
  Object.values(po.parse(text).translations)
    .flatMap((entries) => Object.keys(entries))
    .filter(Boolean).length;

/**
 * What scripts say in each language, as a script that hands it to them before they run.
 * @param said which files of browser/ bring their words
 */
export function wordsOfScripts(said) {
  const isSaid = (reference) => said.test(reference);
  return files().map(({ locale, text }) => {
    const { headers } = po.parse(text);
    const tag = headers['X-Language-Tag'];
    const categories = headers['X-Plural-Categories'].split(' ');
    const words = { tag, categories, words: compiled(text, isSaid) };
    return { locale, code: `globalThis.quillbackWords=${JSON.stringify(words)};\n` };
  });
}

const files = () =>
  fs
    .readdirSync(path.join(root, 'locales'))
    .filter((one) => one.endsWith('.po'))
    .map((file) => ({
      locale: path.basename(file, '.po'),
      text: fs.readFileSync(path.join(root, 'locales', file), 'utf8'),
    }));
