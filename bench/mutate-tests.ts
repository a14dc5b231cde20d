// bench/mutate-tests.ts: which tests are asked about a source, and which of them about a mutant.
import fs from 'node:fs';
import path from 'node:path';
import type { Run } from './mutate-run.ts';
import type { Reached } from './switches.ts';

/**
 * Beside tests/FEATURE/, by the beginning of the source's path: the longest counts. The tests that reach a mutant are found
 * among these by a run; the list keeps that run short, for a test that starts the application loads every file.
 */
export const asked: Record<string, string[]> = {
  'src/accounts/': ['tests/accounts/', 'tests/site/https.test.ts', 'tests/setup/set-up.test.ts'],
  'src/base/fetch/': ['tests/base/fetch/', 'tests/linkbacks/hostile-sources.test.ts'],
  'src/base/html/': [
    'tests/base/html/',
    'tests/posts/content.test.ts',
    'tests/comments/content/render.test.ts',
  ],
  'src/base/http/': [
    'tests/base/',
    'tests/posts/large-forms.test.ts',
    'tests/site/odd-requests.test.ts',
    'tests/site/https.test.ts',
    'tests/site/shares.test.ts',
  ],
  'src/comments/': ['tests/comments/', 'tests/accounts/roles-comments.test.ts'],
  'src/media/': ['tests/media/', 'tests/attachments/', 'tests/library/'],
  'src/posts/permissions': ['tests/posts/permissions', 'tests/accounts/roles-'],
};

const root = path.resolve(import.meta.dirname, '..');

/** Test files, relative to the project, without those that drive a browser or start the programs. */
export function testsFor(source: string): string[] {
  const prefix = Object.keys(asked)
    .filter((beginning) => source.startsWith(beginning))
    .toSorted((one, other) => other.length - one.length)[0];
  return testsUnder(prefix ? asked[prefix]! : [`tests/${source.split('/')[1]}/`]);
}

/** The test files whose paths begin so. */
export function testsUnder(beginnings: string[]): string[] {
  return fs
    .readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((file) => `tests/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !/browser|by-keys|^tests\/start\//.test(file))
    .filter((file) => beginnings.some((beginning) => file.startsWith(beginning)))
    .toSorted();
}

/** The sources that a path names, relative to the project: itself, or those in its folder. */
export function sourcesUnder(name: string): string[] {
  const given = path.relative(root, path.resolve(root, name)).replaceAll(path.sep, '/');
  if (!fs.statSync(path.join(root, given)).isDirectory()) return [given];
  return fs
    .readdirSync(path.join(root, given), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${given}/${file.replaceAll(path.sep, '/')}`)
    .toSorted();
}

/** A test file that passes without a mutant: what it takes, in seconds, and what it reaches. */
interface Known {
  test: string;
  took: number;
  reached: Reached;
}

/**
 * The test files that reach a mutant, the quickest first, as many as the time allows, each up to its last test that does.
 * @param first the number of the first mutant in the same source
 */
export function runsOf(
  { number, first }: { number: number; first: number },
  known: Known[],
  seconds: number,
): Run[] {
  // What stands where a module is loaded is reached by all; asked are those that go on into the same source.
  const isFresh = known.some(({ reached }) => reached.loading.includes(number));
  // What is set up before the first test is noticed by any of them.
  const lastIn = ({ mutants, functions }: Reached) => (isFresh ? functions[first] : mutants[number]);
  const reaching = known.flatMap((one) => {
    const last = lastIn(one.reached);
    return last === undefined ? [] : [{ ...one, last: isFresh ? everyTest : last || everyTest }];
  });
  // What is only declared, such as a setting, is used elsewhere: any of the tests may find it.
  const asked = isFresh && !reaching.length ? known.map((one) => ({ ...one, last: everyTest })) : reaching;
  let time = 0;
  return asked
    .toSorted((one, other) => one.took - other.took)
    .filter(({ took }, index) => (time += took) <= seconds || !index)
    .map(({ test, took, last }) => ({ mutant: number, test, last, isFresh, limit: 120 + 10 * took }));
}

const everyTest = Number.MAX_SAFE_INTEGER;
