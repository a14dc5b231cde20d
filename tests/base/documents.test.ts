// tests/base/documents.test.ts: what the documents promise about variables, settings and commands is what there is.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { variables } from '../../src/base/config.ts';
import { general } from '../../src/base/settings/general.ts';
import { features } from '../../src/features.ts';
import { settingsDocument } from '../../src/settings-document.ts';

const read = (file: string) => fs.readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);

test('README and .env.example name exactly the variables that are read', () => {
  const table = read('README.md').split('## Configuration')[1]!.split('\n## ')[0]!;

  expect(found(table, /^\| `([A-Z_]+)` \|/gm)).toEqual(variables);
  expect(found(read('.env.example'), /^([A-Z_]+)=/gm)).toEqual(variables);
});

test('docker-compose.yml passes on only variables that are read', () => {
  const passed = found(read('docker-compose.yml'), /^ {6}([A-Z_]+): /gm);

  expect(passed.filter((name) => !name!.startsWith('POSTGRES_'))).not.toEqual([]);
  expect(passed.filter((name) => !variables.includes(name!) && !name!.startsWith('POSTGRES_'))).toEqual([]);
});

test('every declared setting has a line in docs/settings.md', () => {
  const declared = [general, ...features.flatMap(({ settings = [] }) => settings)];
  const names = [...new Set(declared.flatMap(({ shape }) => Object.keys(shape)))];

  const told = found(read('docs/settings.md'), /^\| `(\w+)` \|/gm);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !told.includes(name))).toEqual([]);
  expect(told.length).toBe(names.length);
});

test('docs/settings.md is what the declarations print; `npm run docs` prints it', () => {
  expect(read('docs/settings.md')).toBe(settingsDocument());
});

test('every command is in the README', () => {
  const table = read('README.md').split('## The command line')[1]!.split('\n## ')[0]!;
  const commands = features.flatMap(({ commands = {} }) => Object.keys(commands));

  for (const word of ['settings', 'jobs', 'doctor', 'help', ...commands])
    expect(table).toContain(`\`${word}`);
});

test('links between the documents lead somewhere', () => {
  const root = path.join(import.meta.dirname, '../..');
  const documents = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/node_modules|(^|\/)\.|^data|^uploads/.test(file));
  const broken = documents.flatMap((file) =>
    found(read(file), /\]\((?!https?:|mailto:|#)([^)#]+)[^)]*\)/g)
      .filter((to) => !fs.existsSync(path.join(root, path.dirname(file), to!)))
      .map((to) => `${file} → ${to}`),
  );

  expect(documents.length).toBeGreaterThan(5);
  expect(broken).toEqual([]);
});

const byLetter = (a: string, b: string) => (a < b ? -1 : 1);

test('the folders that ARCHITECTURE.md draws are those of src', () => {
  const source = path.join(import.meta.dirname, '../../src');
  const [, drawn] = /```\nsrc\/\n([^`]*)```/.exec(read('ARCHITECTURE.md'))!;
  const lines = drawn!
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const below = (folder: string) =>
    fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map(({ name }) => `${name}/`)
      .toSorted(byLetter);

  expect(lines.map(([folder]) => folder!).toSorted(byLetter)).toEqual(below(source));
  for (const [folder, ...parts] of lines) expect(parts, folder).toEqual(below(path.join(source, folder!)));
});
