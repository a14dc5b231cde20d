// bin/docs.mjs: prints anew what documents repeat of the source: docs/settings.md, and the tables of fields in docs/themes.md.
// Run by tsx: npm run docs.
import fs from 'node:fs';
import path from 'node:path';
import { settingsDocument } from '../src/settings-document.ts';

const root = path.join(import.meta.dirname, '..');
const themes = path.join(root, 'docs/themes.md');

fs.writeFileSync(path.join(root, 'docs/settings.md'), settingsDocument());
fs.writeFileSync(themes, withFields(fs.readFileSync(themes, 'utf8')));

/** Under each heading that names a view and its file stands the table of the view's fields. */
function withFields(document) {
  return document
    .split(/^(?=### )/m)
    .map((section) => {
      const [, name, file] = /^### (\w+)\n\n`(src\/[\w/.-]+)`\n/.exec(section) ?? [];
      if (!name) return section;
      const table = tableOf(fs.readFileSync(path.join(root, file), 'utf8'), name);
      return section.replace(/^\| field \|.*(?:\n\|.*)*/m, () => table);
    })
    .join('');
}

/** The fields of an interface as a table: name, type, and what its comment says. */
function tableOf(source, name) {
  const body = new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`).exec(source)?.[1] ?? '';
  const rows = [
    ...body.matchAll(/(?:^ {2}\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^ {2}(\w+): (.*);(?: \/\/ (.*))?$/gm),
  ];
  return ['| field | type | what it is |', '| --- | --- | --- |', ...rows.map(rowOf)].join('\n');
}

function rowOf([, comment = '', field, type, aside = '']) {
  const words = (comment || aside).replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
  return `| \`${field}\` | \`${type.replaceAll('|', '\\|')}\` | ${words.replaceAll('|', '\\|')} |`;
}
