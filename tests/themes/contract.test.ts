// tests/themes/contract.test.ts: docs/themes.md names exactly the fields that templates receive, with their types.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fonts } from '../../src/base/themes/fonts.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { appearance } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';
import { sampleBlog } from '../site/sample.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const text = read('docs/themes.md');

interface Field {
  name: string;
  type: string;
}

/** The views of the document: heading, file, table of fields. */
const views = Object.fromEntries(
  text
    .split('\n### ')
    .slice(1)
    .map((section) => {
      const [name = '', ...lines] = section.split('\n');
      const file = /^`(src\/[\w/.-]+)`$/m.exec(section)?.[1] ?? '';
      const fields = lines.flatMap((line): Field[] => {
        const [, field, type] = /^\| `(\w+)` \| `(.+?)` \|/.exec(line) ?? [];
        return field ? [{ name: field, type: type!.replaceAll('\\|', '|') }] : [];
      });
      return [name, { file, fields }];
    }),
);

/** The fields of an interface as they stand in its file. */
function fieldsOf(file: string, name: string): Field[] {
  const [, body = ''] = new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`).exec(read(file)) ?? [];
  return [...body.matchAll(/^ {2}(\w+): (.*);(?: \/\/ .*)?$/gm)].map(([, field, type]) => ({
    name: field!,
    type: type!,
  }));
}

test.each(Object.keys(views))('the document’s %s is the type in the source', (name) => {
  const { file, fields } = views[name]!;

  expect(fields.length).toBeGreaterThan(0);
  expect(fields).toEqual(fieldsOf(file, name));
});

test('every view that a documented field has is documented', () => {
  const named = Object.values(views).flatMap(({ fields }) =>
    fields.flatMap(({ type }) => [...type.matchAll(/\b[A-Z]\w+(?:View|Page|Link)\b/g)].map(([word]) => word)),
  );

  expect(Object.keys(views).length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((name) => !views[name])).toEqual([
    'AvatarView',
    'AttachmentsFieldView',
    'AttachmentView',
  ]);
});

test('the document knows every template of the default theme, every font, and no others', () => {
  const folder = path.join(root, 'views/themes/default');
  const templates = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'))
    .map((file) => file.slice(0, -4));
  const tables = text.split('## Templates')[1]!.split('## Views')[0]!;
  const told = [...tables.matchAll(/^\| (`[\w/-]+`(?:, `[\w/-]+`)*) \|/gm)].flatMap(([, names]) =>
    names!.replaceAll('`', '').split(', '),
  );

  expect(told.toSorted()).toEqual(templates.toSorted());
  const row = text.split('\n').find((line) => line.startsWith('| `font` |'))!;
  expect([...row.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual([
    'font',
    'default',
    ...Object.keys(fonts),
    'property',
  ]);
});

const pages: Record<string, { view: string; place: string }> = {
  'site/list': { view: 'ListPage', place: 'home' },
  'site/single': { view: 'SinglePage', place: 'single' },
  'search/results': { view: 'ResultsPage', place: 'search' },
  'site/error': { view: 'ErrorPage', place: 'lost' },
};
const own = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-contract-'));
const site = await startBlog({ THEMES_DIR: own });
let places: Record<string, string>;

beforeAll(async () => {
  places = await sampleBlog(site);
  const folder = path.join(own, 'mirror');
  for (const name of Object.keys(pages)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    // A tiny theme: each page prints the view it received.
    fs.writeFileSync(
      path.join(folder, `${name}.ejs`),
      '<%- JSON.stringify(view, (_, value) => (value === undefined ? "(undefined)" : value)) %>',
    );
  }
  const manifest = { name: 'Mirror', version: '1.0.0', parent: 'news' };
  fs.writeFileSync(path.join(folder, 'theme.json'), JSON.stringify(manifest));
  await saveSettings(site.blog.db, appearance, { stylesheet: 'mirror' });
});

afterAll(() => fs.rmSync(own, { recursive: true, force: true }));

test.each(Object.entries(pages))('what %s receives is what the document says', async (_template, page) => {
  const answer = await site.request.get(places[page.place]!);
  const seen = JSON.parse(answer.text) as Record<string, unknown>;

  // What the application keeps for the admin comes along and is no part of the contract.
  for (const name of ['menu', 'toolbar', 'finders', 'besides', 'around', 'may', 'include']) delete seen[name];
  const wrong: string[] = [];
  compare(seen, page.view, page.view, wrong);
  expect(wrong).toEqual([]);
});

/** Follows a view through all its fields whose types are documented. */
function compare(value: unknown, type: string, trail: string, wrong: string[]): void {
  const [, bare = ''] = /\b(\w+)(?:\[\])?(?: \| undefined)?>?$/.exec(type) ?? [];
  const view = views[bare];
  if (!view || value === '(undefined)') return;
  if (type.startsWith('Record<')) {
    for (const one of Object.values(value as object))
      compare(one, type.replace(/^Record<string, (.*)>$/, '$1'), trail, wrong);
  } else if (Array.isArray(value)) for (const one of value) compare(one, bare, trail, wrong);
  else {
    const [there, told] = [Object.keys(value as object), view.fields.map(({ name }) => name)];
    wrong.push(...there.filter((name) => !told.includes(name)).map((name) => `${trail}.${name} is not told`));
    wrong.push(
      ...told.filter((name) => !there.includes(name)).map((name) => `${trail}.${name} is not there`),
    );
    for (const { name, type: inner } of view.fields)
      if (there.includes(name))
        compare((value as Record<string, unknown>)[name], inner, `${trail}.${name}`, wrong);
  }
}
