// bench/switches.ts: what a source of switchable.ts asks while it runs: which mutant is on. It notes what is asked.

/** What one test file reaches: the number of the last test that does, by mutant and, for functions, by the file's first. */
export interface Reached {
  mutants: Record<number, number>;
  functions: Record<number, number>;
  /** Mutants that are asked for when their module is loaded. */
  loading: number[];
}

type Operation = (left: never, right: never) => unknown;
const operations: Record<string, Operation> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '+': (a, b) => (a as number) + (b as number),
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

export const switches = {
  /** The mutant that is on; -1 is none. */
  on: -1,
  /** Tests that have begun. */
  count: 0,
  /** Modules whose loading is under way. */
  loading: 0,
  /** What is noted, while somebody wants it. */
  reached: undefined as Reached | undefined,
  /** The left side of an `and` or an `or`, for as long as that takes. */
  t: undefined as unknown,
  is(number: number): boolean {
    const { reached } = switches;
    if (reached) {
      if (switches.loading) reached.loading.push(number);
      else reached.mutants[number] = switches.count;
    }
    return number === switches.on;
  },
  in(first: number): void {
    if (switches.reached && !switches.loading) switches.reached.functions[first] = switches.count;
  },
  not: (number: number, value: unknown) => (switches.is(number) ? !value : value),
  of: (number: number, usual: string, broken: string, left: never, right: never) =>
    operations[switches.is(number) ? broken : usual]!(left, right),
  loads: () => void (switches.loading += 1),
  loaded: () => void (switches.loading -= 1),
};

/** The name of the note about what a test file reaches. */
export const reachedName = (file: string): string => `reached-${file.replaceAll(/[^\w.-]/g, '_')}.json`;
