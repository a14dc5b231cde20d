// tests/closing-line.ts: ends a run with its slowest files and one plain line.
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that could not be loaded has no tests of its own; it fails all the same.
    const broken = modules.filter((module) => module.state() === 'failed' && !module.children.size).length;
    const skipped = count('skipped');
    process.stdout.write(slowest(modules));
    const line = `${count('passed')} passed, ${count('failed') + broken + errors.length} failed`;
    process.stdout.write(`\n${line}${skipped ? `, ${skipped} skipped` : ''}\n`);
  }
}

/** The ten files that took longest, in seconds: to load, with the blog that each starts, and to run. */
function slowest(modules: readonly TestModule[]): string {
  const took = modules.map((module) => {
    const { collectDuration, duration } = module.diagnostic();
    return { file: module.relativeModuleId, seconds: (collectDuration + duration) / 1000 };
  });
  const first = took.toSorted((one, other) => other.seconds - one.seconds).slice(0, 10);
  if (modules.length <= first.length) return '';
  return `\nSlowest files:\n${first.map(({ file, seconds }) => `${seconds.toFixed(0).padStart(6)} s  ${file}\n`).join('')}`;
}
