// tests/house/sizes.test.ts: how much a folder and a file may hold, in every language of the project.
import path from 'node:path';
import { expect, test } from 'vitest';
import { browserFiles, filesIn, read, sources } from './sources.ts';

const endings = ['.ts', '.mts', '.js', '.mjs', '.ejs', '.css', '.sql', '.sh'];
const folders = ['src', 'browser', 'views', 'public', 'migrations', 'bin', 'bench', 'tests'];
const files = folders.flatMap((folder) => filesIn(folder, ...endings).map((file) => `${folder}/${file}`));

/** Folders that may hold more, and why. */
const large: Record<string, string> = {
  migrations: 'one change a file, in the order of their names',
  'browser/editor': 'one program, whose parts all know one another',
};

const most = (file: string): number => (file.startsWith('tests/') ? 300 : 200);

test('no folder holds more than 25 files', () => {
  expect(files.length).toBeGreaterThan(900);
  expect(crowded(files).filter((folder) => !large[folder])).toEqual([]);
});

test('no file is longer than 200 lines, none of the tests longer than 300', () => {
  expect(files.filter((file) => isLong(read(file), most(file)))).toEqual([]);
});

test('one file and one line too many are found', () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => `src/a/${index}.ts`);
  const lines = (count: number) => 'x\n'.repeat(count);
  expect([crowded(named(25)), crowded(named(26))]).toEqual([[], ['src/a']]);
  expect([isLong(lines(200), 200), isLong(lines(201), 200)]).toEqual([false, true]);
});

test('each file opens with one line that says what it is for', () => {
  const silent = [
    ...sources.filter((file) => !read(`src/${file}`).startsWith(`// ${file}: `)),
    ...browserFiles.filter((file) => !read(`browser/${file}`).startsWith(`// ${file}: `)),
    ...filesIn('public/css', '.css').filter((file) => !read(`public/css/${file}`).startsWith(`/* ${file}: `)),
  ];
  expect(browserFiles.length).toBeGreaterThan(50);
  expect(silent).toEqual([]);
});

function crowded(all: string[]): string[] {
  const held = new Map<string, number>();
  for (const file of all) held.set(path.dirname(file), (held.get(path.dirname(file)) ?? 0) + 1);
  return [...held].filter(([, count]) => count > 25).map(([folder]) => folder);
}

const isLong = (text: string, lines: number): boolean => text.split('\n').length > lines + 1;
