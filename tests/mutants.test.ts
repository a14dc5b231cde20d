// tests/mutants.test.ts: which rules the mutation tool breaks, and what it leaves alone.
import { expect, test } from 'vitest';
import { mutantsOf, spread } from '../bench/mutants.ts';

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

test('a mutant says where it stands, and few of many are spread over all', () => {
  const [mutant] = mutantsOf('a.ts', 'const a = 1;\nconst b = c < d;\n').slice(1);

  expect(mutant).toMatchObject({ line: 2, before: '<' });
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 5, 8]);
  expect(spread([0, 1], 3)).toEqual([0, 1]);
});
