// tests/start/build.test.ts: the build of what browsers load: other bytes, another address; nothing changed, nothing done.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './process.ts';

const project = path.resolve(import.meta.dirname, '../..');

/** A clone with the sources of the build alone. */
function clone(): string {
  const folder = temporaryFolder();
  for (const part of ['bin', 'browser', 'locales', 'public', 'package.json', 'tsconfig.json'])
    fs.cpSync(path.join(project, part), path.join(folder, part), { recursive: true });
  fs.symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

const build = (folder: string) =>
  execFileSync(process.execPath, [path.join(folder, 'bin/build.mjs'), 'browser'], { stdio: 'pipe' });

const manifest = (folder: string) =>
  JSON.parse(fs.readFileSync(path.join(folder, 'dist/public/manifest.json'), 'utf8')) as Record<
    string,
    string
  >;

test('a changed sheet or script gets another address, and the one before stays for open pages', () => {
  const folder = clone();
  const file = (name: string) => path.join(folder, 'dist/public', name);
  build(folder);
  const first = manifest(folder);
  // Long ago built, replaced only now.
  for (const name of [first['css/site.css']!, first['js/comments.js']!]) {
    fs.utimesSync(file(name), new Date(0), new Date(0));
  }

  fs.appendFileSync(path.join(folder, 'public/css/site.css'), '\n.more { color: red }\n');
  fs.appendFileSync(path.join(folder, 'browser/site/comments.ts'), '\nconsole.log(1);\n');
  build(folder);
  const second = manifest(folder);

  const changed = Object.keys(first).filter((name) => first[name] !== second[name]);
  expect(changed.toSorted()).toEqual(['css/site.css', 'js/comments.js']);
  for (const name of changed) {
    expect(fs.existsSync(file(first[name]!))).toBe(true);
    expect(fs.existsSync(file(`${second[name]}.br`))).toBe(true);
    expect(fs.existsSync(file(`${second[name]}.gz`))).toBe(true);
  }
});

test('nothing is built anew while nothing has changed, and what was replaced long ago goes', () => {
  const folder = clone();
  build(folder);
  const stamp = () => fs.statSync(path.join(folder, 'dist/public/.built')).mtimeMs;
  const before = stamp();
  const left = path.join(folder, 'dist/public/js/gone-AAAAAAAA.js');
  fs.writeFileSync(left, '');
  fs.utimesSync(left, new Date(0), new Date(0));

  build(folder);
  const same = stamp();
  fs.appendFileSync(path.join(folder, 'public/css/site.css'), '\n');
  build(folder);

  expect(same).toBe(before);
  expect(stamp()).toBeGreaterThan(before);
  expect(fs.existsSync(left)).toBe(false);
});
