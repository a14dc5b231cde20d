// tests/house.test.ts: the rules of the house: who may import whom, and how long a file may be.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const kernel = ['blog.ts', 'announcements.ts', 'feature.ts'];

const files = fs
  .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'));
const features = [...read('src/features.ts').matchAll(/^ {2}(\w+),/gm)].map(([, name]) =>
  name!.replace(/^(im|ex)porting$/, '$1port'),
);

test('the features of features.ts are the folders of src', () => {
  const folders = fs
    .readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'base')
    .map((entry) => entry.name);
  expect(features.toSorted()).toEqual(folders.toSorted());
});

test('imports only go downward', () => {
  expect(files.flatMap((file) => importsOf(file).flatMap((to) => wrongWay(file, to)))).toEqual([]);
});

test('no imports go in a circle, those of types included', () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, above: string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' → '));
    if (done.has(file) || above.includes(file)) return;
    for (const to of imports.get(file) ?? []) walk(to, [...above, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

test('no folder holds more than 25 files', () => {
  const folders = new Set(files.map((file) => path.dirname(file)));
  const held = (folder: string) => files.filter((file) => path.dirname(file) === folder).length;
  expect([...folders].filter((folder) => held(folder) > 25)).toEqual([]);
});

test('no file is longer than 200 lines', () => {
  const long = files.filter((file) => read(`src/${file}`).split('\n').length > 201);
  expect(long).toEqual([]);
});

test('each file opens with one line that says what it is for', () => {
  const silent = files.filter((file) => !read(`src/${file}`).startsWith(`// ${file}: `));
  expect(silent).toEqual([]);
});

const browserFiles = fs
  .readdirSync(path.join(root, 'browser'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'));

test('files for browsers are as short, and say what they are for', () => {
  const wrong = browserFiles.filter((file) => {
    const text = read(`browser/${file}`);
    return text.split('\n').length > 201 || !text.startsWith(`// ${file}: `);
  });
  expect(browserFiles.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test('a script of one folder of browser/ imports its own and shared/ alone', () => {
  const wrong = browserFiles.flatMap((file) => {
    const [folder] = file.split('/');
    return importsIn(read(`browser/${file}`), file)
      .filter((to) => ![folder, 'shared'].includes(to.split('/')[0]))
      .map((to) => `${file} → ${to}`);
  });
  expect(wrong).toEqual([]);
});

test('what browsers load imports only packages that a production install has', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const packages = browserFiles.flatMap((file) =>
    [...read(`browser/${file}`).matchAll(/(?:from|import) '([^.'][^']*)'|import\('([^.'][^']*)'\)/g)]
      .map((found) => (found[1] ?? found[2])!)
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]),
  );
  expect(packages.length).toBeGreaterThan(5);
  expect([...new Set(packages)].filter((name) => !dependencies[name])).toEqual([]);
});

test('scripts put data into pages as text; the editor, whose work it is, and the preview of a comment set markup', () => {
  const marks = /\.(?:innerHTML|outerHTML)\s*[+]?=[^=]|insertAdjacentHTML|document\.write/;
  const found = browserFiles.filter((file) => marks.test(read(`browser/${file}`)));
  // The preview sets what the site has cleaned as it cleans the comments of the page.
  expect(found.filter((file) => !file.startsWith('editor/'))).toEqual(['site/comment-preview.ts']);
});

test('only the safe fetcher reaches out (C7)', () => {
  const outward = /\bfetch\(|from 'undici'|https?\.(get|request)\(|from 'node:https'/;
  const found = files.filter(
    (file) => !file.startsWith('base/fetch/') && outward.test(withoutBlogFetch(file)),
  );
  expect(found).toEqual([]);
});

test('ids from outside are read by one rule alone (D4)', () => {
  const found = files.filter(
    (file) =>
      file !== 'base/http/ids.ts' &&
      /\^\(?\[1-9\]\\d\{0,8\}|\^\\d\{[01],(9|10)\}\$/.test(read(`src/${file}`)),
  );
  expect(found).toEqual([]);
});

test('bodies are read by one mechanism, which counts them (B16)', () => {
  const parser =
    /express\.(?:urlencoded|json|raw|text)\(|import \{[^}]*\b(?:urlencoded|json|raw|text)\b[^}]*\} from 'express'|import (?!type)[^;]* from '(?:multer|busboy|body-parser|raw-body)'/;
  const byHand = /\breq\.(?:pipe|iterator|read)\(|\breq\.on\('(?:data|readable)'|\bof req\)/;
  const readers = files.filter((file) => !/^base\/http\/[\w-]*body[\w-]*\.ts$/.test(file));
  const found = readers.filter(
    (file) => parser.test(read(`src/${file}`)) || byHand.test(read(`src/${file}`)),
  );
  expect(found).toEqual([]);
});

test('nothing travels untyped in the locals of the application or of an answer', () => {
  const bus = /\b(?:app|res)\.locals\b/;
  expect(files.filter((file) => bus.test(read(`src/${file}`)))).toEqual([]);
});

test('raw SQL is never put together from values (D12)', () => {
  const pasted = /\.raw\(\s*`[^`]*\$\{/;
  expect(files.filter((file) => pasted.test(read(`src/${file}`)))).toEqual([]);
});

function wrongWay(from: string, to: string): string[] {
  const [feature, ...rest] = from.split('/');
  const [target, ...targetRest] = to.split('/');
  const wrong = (why: string) => [`${from} → ${to}: ${why}`];
  if (!rest.length) return []; // the roof
  if (feature === 'base') return target === 'base' ? [] : wrong('base imports only base');
  if (target === 'base' || kernel.includes(to) || feature === target) return [];
  if (!targetRest.length) return wrong('only the roof imports the roof');
  if (features.indexOf(target!) > features.indexOf(feature!)) return wrong('upward');
  return isDoor(to) ? wrong('a router of another feature') : [];
}

/** Whether a file answers requests: no other feature calls it. Queries and views are for those above. */
function isDoor(file: string): boolean {
  if (/\/queries\/|(?:queries|view)\.ts$/.test(file)) return false;
  const isNamedSo = /\/(?:feature|(?:[\w-]*-)?(?:site|open|admin|rest)|admin-[\w-]*)\.ts$/.test(file);
  return isNamedSo || /\brouter\.(?:get|post|all|put|delete)\(|\bRestRoute\[\]/.test(read(`src/${file}`));
}

const importsOf = (file: string): string[] => importsIn(read(`src/${file}`), file);

function importsIn(text: string, file: string): string[] {
  return [...text.matchAll(/(?:from|import) '(\.[^']+)'|import\('(\.[^']+)'\)/g)].map((found) =>
    path.posix.join(path.posix.dirname(file), (found[1] ?? found[2])!),
  );
}

const withoutBlogFetch = (file: string) => read(`src/${file}`).replaceAll(/\b\w*blog\.fetch\(/g, '');

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}
