// tests/mutants.test.ts: which rules the mutation tool breaks, and what it leaves alone.
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { switches } from '../bench/switches.ts';
import { mutantsOf, sample } from '../bench/mutants.ts';
import { asked, runsOf, testsFor, testsUnder } from '../bench/mutate-tests.ts';
import { switchable } from '../bench/switchable.ts';

const changes = (text: string) => mutantsOf('a.ts', text).map(({ before, after }) => `${before} → ${after}`);

test.each<[string, string[]]>([
  ['a < b;', ['< → <=']],
  ['a && !b;', ['&& → ||', '!b → b']],
  ['if (late) refuse();', ['late → true', 'late → false', 'refuse(); → ;']],
  ['const most = 50;', ['50 → 51']],
  ['await save(row);', ['await save(row); → ;']],
  ['const isOn = true;', ['true → false']],
])('%s can be broken', (text, expected) => {
  expect(changes(text)).toEqual(expected);
});

test.each([
  `import { a } from './a.ts';`,
  'type Most = 50 | true;',
  'const pair: [1, 2] = pairs as [1, 2];',
  "const words = `${a}` + 'b';",
  '// a < b && c',
])('%s is left alone', (text) => {
  expect(changes(text)).toEqual([]);
});

test('a mutant says where it stands', () => {
  const [mutant] = mutantsOf('a.ts', 'const a = 1;\nconst b = c < d;\n').slice(1);

  expect(mutant).toMatchObject({ line: 2, before: '<' });
});

test('a sample is the same each time, another with another seed, and stays when others come', () => {
  const all = Array.from({ length: 100 }, (_, number) => number);
  const chosen = (from: number[], seed: string) => sample(from, 10, seed, String);

  expect(chosen(all, '1')).toEqual(chosen(all, '1'));
  expect(chosen(all, '1')).toEqual(chosen(all, '1').toSorted((a, b) => a - b));
  expect(chosen(all, '2')).not.toEqual(chosen(all, '1'));
  const kept = chosen([...all, 100], '1').filter((one) => chosen(all, '1').includes(one));
  expect(kept.length).toBeGreaterThanOrEqual(9);
  expect(chosen([1, 2], '1')).toEqual([1, 2]);
});

const said: unknown[] = [];
/** Runs a text; gives its value, or what it throws, and what it said. */
function outcome(text: string): unknown {
  said.length = 0;
  const context = { say: (word: unknown) => said.push(word), __mutants: switches };
  try {
    return { value: JSON.stringify(vm.runInNewContext(text, context)), said: [...said] };
  } catch (error) {
    return { thrown: (error as Error).message, said: [...said] };
  }
}

test.each([
  'function f(a, b) { if (a < b && b !== 3 || !a) { say(1); return a - b * 2; } return a || b && "x"; } return [f(1, 2), f(2, 1), f(0, 3), f(3, 3)];',
  'function f(a) { return ((a && a.b) && a.b.c) || null; } return [f(0), f({ b: "" }), f({ b: { c: 1 } })];',
  'const f = (a) => (a >= 2 ? { 404: 1, [a]: -1 } : [true, false]); return [f(1), f(2), f(3)];',
  'let a = 0; for (let i = 0; i < 3; i += 1) if (i > 1) a = i; else say(i + 1); return a;',
  'function f(a = 4) { let b; b = a; return b; } return [f(), f(1)];',
  'function f(a) { if (!(a === 1 || a === 2)) throw new Error("x" + a); return a <= 1; } return [f(2), f(1), f(0)];',
])('switched on, a mutant does what it does written out: %s', (body) => {
  const text = `(() => { ${body} })()`;
  const written = mutantsOf('a.js', text);
  const source = switchable('a.js', text, 0);

  switches.on = -1;
  expect(outcome(source)).toEqual(outcome(text));
  for (const [number, { start, end, after }] of written.entries()) {
    switches.on = number;
    const expected = outcome(text.slice(0, start) + after + text.slice(end));
    expect(outcome(source), `${number}: ${text.slice(start, end)} → ${after}`).toEqual(expected);
  }
});

test('a source is tried with the tests of its feature, or with those that are listed for it, none that only drives a browser', () => {
  const empty = Object.values(asked)
    .flat()
    .filter((beginning) => !testsUnder([beginning]).length);

  expect(empty).toEqual([]);
  expect(testsFor('src/feeds/rss.ts').every((file) => file.startsWith('tests/feeds/'))).toBe(true);
  expect(testsFor('src/base/fetch/fetch.ts')).toContain('tests/base/fetch/safe-fetch.test.ts');
  expect(testsFor('src/comments/site.ts').filter((file) => file.includes('browser'))).toEqual([]);
});

test('a mutant is tried with what reaches it, the quickest first, up to the last test that does', () => {
  const known = (test: string, took: number, mutants: Record<number, number>, loading: number[] = []) => {
    const functions: Record<number, number> = test === 'c' ? { 0: 2 } : {};
    return { test, took, reached: { mutants, functions, loading } };
  };
  const files = [known('a', 9, { 1: 3, 2: 0 }), known('b', 2, { 1: 5 }, [7, 8]), known('c', 4, {})];
  const tried = (number: number, seconds = 60, first = 0) =>
    runsOf({ number, first }, files, seconds).map(({ test, last, isFresh }) => [test, last, isFresh]);
  const every = Number.MAX_SAFE_INTEGER;

  expect(tried(1)).toEqual([
    ['b', 5, false],
    ['a', 3, false],
  ]);
  expect(tried(1, 10)).toEqual([['b', 5, false]]);
  expect(tried(1, 1)).toEqual([['b', 5, false]]);
  // What is reached before the first test is noticed by any.
  expect(tried(2)).toEqual([['a', every, false]]);
  expect(tried(3)).toEqual([]);
  // What stands where a module is loaded: those that go on into its source, or all.
  expect(tried(7)).toEqual([['c', every, true]]);
  expect(tried(8, 60, 100).map(([test]) => test)).toEqual(['b', 'c', 'a']);
});
