// tests/house/imports.test.ts: who may import whom.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { browserFiles, features, importsIn, importsOf, read, sources } from './sources.ts';

const kernel = ['blog.ts', 'announcements.ts', 'feature.ts'];

test('the features of features.ts are the folders of src', () => {
  const folders = fs
    .readdirSync(path.resolve(import.meta.dirname, '../../src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'base')
    .map((entry) => entry.name);
  expect(features.toSorted()).toEqual(folders.toSorted());
});

test('imports only go downward, and never to a router of another feature', () => {
  expect(sources.flatMap((file) => importsOf(file).flatMap((to) => wrongWay(file, to)))).toEqual([]);
});

test.each([
  ['base/html/parse.ts', 'posts/post.ts'],
  ['terms/terms.ts', 'posts/post.ts'],
  ['comments/submit.ts', 'site/single.ts'],
  ['comments/submit.ts', 'app.ts'],
  ['comments/submit.ts', 'posts/feature.ts'],
  ['comments/submit.ts', 'posts/site.ts'],
  ['comments/submit.ts', 'posts/open.ts'],
  ['comments/submit.ts', 'posts/rest.ts'],
  ['comments/submit.ts', 'posts/admin.ts'],
  ['comments/submit.ts', 'posts/admin-lists.ts'],
  ['comments/submit.ts', 'posts/preview-admin.ts'],
  ['comments/submit.ts', 'posts/any-name.ts', "router.post('/x', take)"],
  ['comments/submit.ts', 'posts/any-name.ts', 'export const routes: RestRoute[] = []'],
])('an import from %s of %s is found', (from, to, text = '') => {
  expect(wrongWay(from, to, text)).toHaveLength(1);
});

test.each([
  ['comments/submit.ts', 'base/html/parse.ts'],
  ['comments/submit.ts', 'blog.ts'],
  ['comments/submit.ts', 'comments/site.ts'],
  ['comments/submit.ts', 'posts/queries/find.ts'],
  ['app.ts', 'comments/site.ts'],
])('an import from %s of %s is none of these', (from, to) => {
  expect(wrongWay(from, to, '')).toEqual([]);
});

test('no imports go in a circle, those of types included', () => {
  expect(circlesOf(new Map(sources.map((file) => [file, importsOf(file)])))).toEqual([]);
});

test('a circle is found, and told once', () => {
  const imports = { a: ['b'], b: ['c', 'd'], c: ['b'], d: [] };
  expect(circlesOf(new Map(Object.entries(imports)))).toEqual(['b → c → b']);
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

function wrongWay(from: string, to: string, text?: string): string[] {
  const [feature, ...rest] = from.split('/');
  const [target, ...targetRest] = to.split('/');
  const wrong = (why: string) => [`${from} → ${to}: ${why}`];
  if (!rest.length) return []; // an entry point
  if (feature === 'base') return target === 'base' ? [] : wrong('base imports only base');
  if (target === 'base' || kernel.includes(to) || feature === target) return [];
  if (!targetRest.length) return wrong('only entry points import entry points');
  if (features.indexOf(target!) > features.indexOf(feature!)) return wrong('upward');
  return isRouter(to, text ?? read(`src/${to}`)) ? wrong('a router of another feature') : [];
}

/** Whether a file answers requests: no other feature calls it. Queries and views are for those above. */
function isRouter(file: string, text: string): boolean {
  if (/\/queries\/|(?:queries|view)\.ts$/.test(file)) return false;
  const isNamedSo = /\/(?:feature|(?:[\w-]*-)?(?:site|open|admin|rest)|admin-[\w-]*)\.ts$/.test(file);
  return isNamedSo || /\brouter\.(?:get|post|all|put|delete)\(|\bRestRoute\[\]/.test(text);
}

function circlesOf(imports: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const go = (file: string, above: string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' → '));
    if (done.has(file) || above.includes(file)) return;
    for (const to of imports.get(file) ?? []) go(to, [...above, file]);
    done.add(file);
  };
  for (const file of imports.keys()) go(file, []);
  return circles;
}
