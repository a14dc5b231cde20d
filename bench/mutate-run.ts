// bench/mutate-run.ts: runs test files under mutants, in processes that keep the application loaded, beside one database server.
import fs from 'node:fs';
import path from 'node:path';
import { createVitest, type Reporter, type TestModule } from 'vitest/node';
import type { Order } from './mutate-worker.ts';
import { reachedName, switches, type Reached } from './switches.ts';
import { switchable } from './switchable.ts';

export interface Outcome {
  state: 'passed' | 'failed' | 'slow';
  /** In seconds. */
  took: number;
  /** Of the tests that failed. */
  why: string[];
}

/** One test file under one mutant. */
export type Run = Omit<Order, 'folder' | 'isRecording'> & { limit: number };

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'src') + path.sep;
const tests = path.join(root, 'tests') + path.sep;

/** A source whose mutants can be switched, and the number of its first. */
export interface Switched {
  file: string;
  text: string;
  first: number;
}

/** A test runner that stays: its database server and its compiled sources serve all runs. */
export async function startRunner(switched: Switched[]) {
  const folder = fs.mkdtempSync(path.join(root, '.cache/mutate-'));
  // The set-up of the tests runs here, in sources that ask as well.
  Object.assign(globalThis, { __mutants: switches });
  let hear = (_module: TestModule): void => {};
  const reporter: Reporter = { onTestModuleEnd: (module) => hear(module) };
  const vitest = await createVitest(
    'test',
    { watch: false, isolate: false, reporters: [reporter], sequence: { sequencer: AsGiven }, run: true },
    { plugins: [{ name: 'mutants', enforce: 'pre', transform: transformer(switched), resolveId: resolver }] },
  );
  let orders = 0;
  return {
    /**
     * Runs them in this order, as many at once as the configuration says.
     * @param tell hears of each that has ended
     * @returns the outcome of each
     */
    async run(runs: Run[], isRecording: boolean, tell?: Tell): Promise<Map<Run, Outcome>> {
      const files = new Map<string, Run>();
      for (const run of runs) {
        const file = path.join(folder, `${String((orders += 1)).padStart(6, '0')}.test.ts`);
        const text = orderFile(
          { ...run, folder, isRecording },
          `${path.join(root, run.test)}?order=${orders}`,
        );
        fs.writeFileSync(file, text);
        files.set(file, run);
      }
      // A process that was ended says nothing.
      const outcomes = new Map<Run, Outcome>(runs.map((run) => [run, { state: 'slow', took: 0, why: [] }]));
      hear = (module) => {
        const [run, outcome] = [files.get(module.moduleId)!, outcomeOf(module)];
        outcomes.set(run, outcome);
        tell?.(run, outcome);
      };
      const watch = setInterval(() => endSlow(folder, runs), 2000);
      const project = vitest.getRootProject();
      await vitest.runTestSpecifications([...files.keys()].map((file) => project.createSpecification(file)));
      clearInterval(watch);
      return outcomes;
    },
    reached: (test: string): Reached =>
      JSON.parse(fs.readFileSync(path.join(folder, reachedName(test)), 'utf8')) as Reached,
    async close(): Promise<void> {
      await vitest.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Tell = (run: Run, outcome: Outcome) => void;

/** Vitest would sort by its own notes; the order here lets a mutant's quickest test come first. */
class AsGiven {
  shard<Files>(files: Files): Files {
    return files;
  }
  sort<Files>(files: Files): Files {
    return files;
  }
}

function transformer(switched: Switched[]) {
  const known = new Map(switched.map((one) => [path.join(root, one.file), one]));
  return (code: string, id: string) => {
    if (!id.startsWith(source)) return undefined;
    const one = known.get(id);
    const text = one ? switchable(one.file, one.text, one.first) : code;
    return { code: `__mutants.loads();${text}\n__mutants.loaded();`, map: null };
  };
}

/** What a test file takes from its neighbours is its own each time it runs, as it is in a process of its own. */
function resolver(id: string, importer: string | undefined): string | undefined {
  const order = importer && /\?order=\d+$/.exec(importer)?.[0];
  if (!order || !id.startsWith('.')) return undefined;
  const file = path.resolve(path.dirname(importer), id);
  return file.startsWith(tests) && file.endsWith('.ts') ? file + order : undefined;
}

const orderFile = (order: Order, file: string) =>
  `import { under } from ${JSON.stringify(path.join(root, 'bench/mutate-worker.ts'))};\n` +
  `await under(${JSON.stringify(order)}, () => import(${JSON.stringify(file)}));\n`;

function outcomeOf(module: TestModule): Outcome {
  const failed = [...module.children.allTests('failed')];
  const why = failed.map(({ fullName }) => fullName);
  const errors = [...module.errors(), ...failed.flatMap((test) => test.result().errors ?? [])];
  const isSlow = errors.some(({ message }) => /timed out in \d+ms/.test(message));
  const hasFailed = module.state() === 'failed';
  const took = module.diagnostic().duration / 1000;
  return {
    state: !hasFailed ? 'passed' : isSlow ? 'slow' : 'failed',
    took,
    why: [...why, ...errors.map((e) => e.message)],
  };
}

/** Ends a process that has been at one order for too long: a mutant may never come to an end. */
function endSlow(folder: string, runs: Run[]): void {
  for (const name of fs.readdirSync(folder).filter((file) => file.startsWith('at-'))) {
    const note = path.join(folder, name);
    const [mutant, file] = fs.readFileSync(note, 'utf8').split(' ');
    const run = runs.find((one) => String(one.mutant) === mutant && one.test === file);
    if (!run || Date.now() - fs.statSync(note).mtimeMs < run.limit * 1000) continue;
    fs.rmSync(note);
    fs.writeFileSync(path.join(folder, `killed-${mutant}`), '');
    try {
      process.kill(Number(name.slice(3)), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
