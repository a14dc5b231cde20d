// bench/mutate.ts: `npm run mutate -- FILE…`: breaks one rule of a file at a time and tells which breaks no test finds.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutantsOf, spread, type Mutant } from './mutants.ts';

const usage = `Usage: npm run mutate -- FILE… [--most N] [--tests 'PATH …']

  FILE     sources, such as src/comments/comment.ts
  --most   mutants of a file at most, spread over it (default 20)
  --tests  test files or folders; by default those of the feature, tests/comments, without those that drive a browser
`;
const root = path.resolve(import.meta.dirname, '..');
/** What may have to be put back, whatever ends this process. */
let broken: { file: string; text: string } | undefined;
let running: number | undefined;

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '20' }, tests: { type: 'string', default: '' } },
});
const most = Number(values.most);
if (!files.length || !Number.isInteger(most) || most < 1) {
  process.stderr.write(usage);
  process.exit(2);
}
process.on('exit', restore);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const all = { killed: 0, survived: 0 };
for (const file of files) await mutate(file);
if (files.length > 1) process.stdout.write(`${share(all)} of all mutants were killed\n`);
process.exit(0);

async function mutate(file: string): Promise<void> {
  const tests = values.tests ? values.tests.split(/\s+/).filter(Boolean) : testsOf(file);
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const started = Date.now();
  const whole = await run(tests, 600_000);
  if (whole !== 'passed') {
    process.stderr.write(`${file}: the tests ${tests.join(' ')} fail as it is; nothing was broken\n`);
    process.exit(1);
  }
  const limit = 3 * (Date.now() - started) + 30_000;
  const found = mutantsOf(file, text);
  const chosen = spread(found, most);
  const figures = { killed: 0, survived: 0 };
  for (const mutant of chosen) {
    const outcome = await tried(file, text, mutant, () => run(tests, limit));
    const isKilled = outcome !== 'passed';
    figures[isKilled ? 'killed' : 'survived'] += 1;
    all[isKilled ? 'killed' : 'survived'] += 1;
    const word = outcome === 'passed' ? 'SURVIVED' : outcome === 'failed' ? 'killed  ' : 'too slow';
    process.stdout.write(`${word} ${file}:${mutant.line}  ${mutant.before} → ${mutant.after || 'nothing'}\n`);
  }
  process.stdout.write(`${share(figures)} of ${file} (${chosen.length} of ${found.length} mutants)\n\n`);
}

async function tried<Outcome>(
  file: string,
  text: string,
  { start, end, after }: Mutant,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  broken = { file: path.join(root, file), text };
  try {
    fs.writeFileSync(broken.file, text.slice(0, start) + after + text.slice(end));
    return await work();
  } finally {
    restore();
  }
}

/** Ends what runs and puts the file back; called at every way out. */
function restore(): void {
  if (running) endGroup(running);
  if (broken) fs.writeFileSync(broken.file, broken.text);
  broken = undefined;
}

/** Runs the tests up to the first failure. Those that do not end in time are ended. */
function run(tests: string[], limit: number): Promise<'passed' | 'failed' | 'slow'> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const words = [vitest, 'run', ...tests, '--bail=1', '--reporter=dot', '--exclude=**/*browser*'];
  // A group of its own: what it started ends with it.
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'ignore', detached: true });
  running = child.pid;
  return new Promise((resolve) => {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      endGroup(child.pid);
    }, limit);
    child.on('close', (code) => {
      clearTimeout(timer);
      running = undefined;
      resolve(isSlow ? 'slow' : code === 0 ? 'passed' : 'failed');
    });
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** The tests of the feature that a source belongs to. */
function testsOf(file: string): string[] {
  const [, feature] = path.relative(root, path.resolve(root, file)).split(path.sep);
  return [`tests/${feature}/`];
}

function share({ killed, survived }: { killed: number; survived: number }): string {
  const count = killed + survived;
  return count ? `${killed} of ${count} (${Math.round((100 * killed) / count)} %)` : 'none';
}
