// bench/mutate.ts: `npm run mutate -- PATH…`: breaks one rule of a source at a time and tells which breaks no test finds.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutantsOf, sample, type Mutant } from './mutants.ts';
import { startRunner, type Outcome, type Run } from './mutate-run.ts';
import { runsOf, sourcesUnder, testsFor, testsUnder } from './mutate-tests.ts';

const usage = `Usage: npm run mutate -- PATH… [--sample N] [--seed WORD] [--tests 'PATH …'] [--most SECONDS] [--survivors] [--why]

  PATH         sources or folders of them, such as src/comments/comment.ts or src/comments
  --sample     so many mutants of all, chosen by the seed (default 40)
  --seed       another word chooses other ones (default 1)
  --tests      beginnings of paths of test files; by default those that bench/mutate-tests.ts names
  --most       how long one mutant may be tried, counted by what its tests take without one (default 60)
  --survivors  does not try again what was killed before in a source that is still the same
  --why        prints what failed
`;
const root = path.resolve(import.meta.dirname, '..');
const notes = path.join(root, '.cache/mutate.json');
const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '' },
    most: { type: 'string', default: '60' },
    survivors: { type: 'boolean', default: false },
    why: { type: 'boolean', default: false },
  },
});
const [most, seconds] = [Number(values.sample), Number(values.most)];
if (!paths.length || !Number.isInteger(most) || most < 1 || !(seconds > 0)) {
  process.stderr.write(usage);
  process.exit(2);
}

interface Numbered extends Mutant {
  file: string;
  number: number;
  /** What tells it from the others, wherever it stands in its file, while the file is what it is. */
  name: string;
}

const started = performance.now();
const sources = sourcesOf(paths.flatMap(sourcesUnder));
const all = sources.flatMap(({ mutants }) => mutants);
const chosen = sample(all, most, values.seed, ({ name }) => name);
const seals = new Map(
  sources.map(({ file, text }) => [file, crypto.createHash('sha256').update(text).digest('hex')]),
);
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const runner = await startRunner(sources.filter(({ mutants }) => mutants.length));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void runner.close().finally(() => process.exit(130)));
try {
  process.exitCode = await measure();
} finally {
  await runner.close();
}
process.exit();

/** Prints what becomes of each mutant; the exit status. */
async function measure(): Promise<number> {
  const before = killedBefore();
  const known = await testsAlone();
  if (!known.length) return 1;
  const killed = new Set(chosen.filter((mutant) => values.survivors && before.has(noteOf(mutant))));
  const runs = new Map(
    chosen
      .filter((mutant) => !killed.has(mutant))
      .map((mutant) => {
        const { first } = sources.find(({ file }) => file === mutant.file)!;
        return [mutant, runsOf({ number: mutant.number, first }, known, seconds)];
      }),
  );
  // All mutants' first files come first, then their second ones: what the first kills is not tried again.
  const inTurn = [...runs].flatMap(([, own]) => own.map((run, turn) => ({ run, turn })));
  const outcomes = await runner.run(
    inTurn.toSorted((a, b) => a.turn - b.turn).map(({ run }) => run),
    false,
    (run, outcome) => {
      const mutant = chosen.find(({ number }) => number === run.mutant)!;
      if (outcome.state === 'passed' || killed.has(mutant)) return;
      killed.add(mutant);
      say(outcome.state === 'slow' ? 'too slow' : 'killed', mutant, run, outcome);
    },
  );
  for (const [run, { state }] of outcomes)
    if (state === 'slow') killed.add(chosen.find(({ number }) => number === run.mutant)!);
  process.stdout.write('\n');
  for (const mutant of chosen.filter((one) => !killed.has(one)))
    say(runs.get(mutant)!.length ? 'SURVIVED' : 'UNREACHED', mutant);
  fs.writeFileSync(notes, JSON.stringify([...new Set([...before, ...[...killed].map(noteOf)])]));
  const share = Math.round((100 * killed.size) / chosen.length);
  process.stdout.write(
    `\n${killed.size} of ${chosen.length} killed (${share} %), ${chosen.length - killed.size} survived; ` +
      `a sample of ${all.length} mutants of ${paths.join(' ')}, seed ${values.seed}, ${sinceThen()} s\n`,
  );
  return 0;
}

/** The tests that pass without a mutant, what they take and what they reach. Others are named and not asked. */
async function testsAlone() {
  const tests = values.tests
    ? testsUnder(values.tests.split(/\s+/).filter(Boolean))
    : [...new Set(sources.flatMap(({ file }) => testsFor(file)))];
  const whole = { mutant: -1, last: Number.MAX_SAFE_INTEGER, isFresh: false, limit: 600 };
  const alone = await runner.run(
    tests.map((test): Run => ({ ...whole, test })),
    true,
  );
  for (const [{ test }, { state, why }] of alone)
    if (state !== 'passed') process.stderr.write(`${test} fails as it is: ${why.join('; ')}\n`);
  const passing = [...alone].filter(([, { state }]) => state === 'passed');
  process.stdout.write(`${passing.length} test files pass without a mutant, in ${sinceThen()} s\n\n`);
  return passing.map(([{ test }, { took }]) => ({ test, took, reached: runner.reached(test) }));
}

function sourcesOf(files: string[]) {
  let first = 0;
  return files.map((file) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    const seen = new Map<string, number>();
    const mutants = mutantsOf(file, text).map((mutant, index): Numbered => {
      const change = [file, mutant.before, mutant.after].join('\n');
      const same = (seen.get(change) ?? 0) + 1;
      seen.set(change, same);
      return { ...mutant, file, number: first + index, name: `${change}\n${same}` };
    });
    const source = { file, text, first, mutants };
    first += mutants.length;
    return source;
  });
}

function killedBefore(): Set<string> {
  return new Set(fs.existsSync(notes) ? (JSON.parse(fs.readFileSync(notes, 'utf8')) as string[]) : []);
}

function noteOf({ file, name }: Numbered): string {
  return `${seals.get(file)}\n${name}`;
}

function say(
  word: string,
  { file, line, before, after }: Mutant & { file: string },
  run?: Run,
  outcome?: Outcome,
) {
  const by = run ? `  [${path.basename(run.test, '.test.ts')}]` : '';
  const why = values.why && outcome ? `\n          ${outcome.why.join('\n          ').slice(0, 600)}` : '';
  process.stdout.write(`${word.padEnd(9)} ${file}:${line}  ${before} → ${after || 'nothing'}${by}${why}\n`);
}

function sinceThen(): number {
  return Math.round((performance.now() - started) / 1000);
}
