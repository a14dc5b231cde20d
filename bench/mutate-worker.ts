// bench/mutate-worker.ts: in the process that runs tests: which mutant is on, and which of them a test reaches.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, test, vi } from 'vitest';
import { reachedName, switches } from './switches.ts';

export interface Order {
  /** The one that is on, or -1. */
  mutant: number;
  /** The absolute path of a test file, as this order imports it. */
  test: string;
  /** Tests after this one do not reach the mutant and are skipped. */
  last: number;
  /** Whether the application is loaded anew: the mutant stands where a module is loaded. */
  isFresh: boolean;
  /** Where the run's notes lie. */
  folder: string;
  /** Whether to write down what the tests reach. */
  isRecording: boolean;
}

// The modules of the application outlive a test file, and this one as well: what they ask stays the same.
const place = globalThis as unknown as { __mutants?: typeof switches; __order?: typeof order };
place.__mutants ??= switches;
place.__order ??= order;
/** Runs one test file under one mutant, inside of the file that calls it. */
export const under = place.__order;

async function order(
  { mutant, test: file, last, isFresh, folder, isRecording }: Order,
  load: () => Promise<unknown>,
): Promise<void> {
  const killed = path.join(folder, `killed-${mutant}`);
  if (fs.existsSync(killed)) return test('is killed already', () => {});
  fs.writeFileSync(path.join(folder, `at-${process.pid}`), `${mutant} ${file}`);
  if (isFresh) vi.resetModules();
  let hasFailed = false;
  switches.on = mutant;
  switches.count = 0;
  switches.reached = isRecording ? { mutants: {}, functions: {}, loading: [] } : undefined;
  beforeEach((context) => {
    switches.count += 1;
    if (hasFailed || switches.count > last) context.skip();
  });
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return;
    hasFailed = true;
    if (!isRecording) fs.writeFileSync(killed, '');
  });
  afterAll(() => {
    if (isRecording) fs.writeFileSync(path.join(folder, reachedName(file)), JSON.stringify(switches.reached));
    switches.on = -1;
    switches.reached = undefined;
    if (isFresh) vi.resetModules();
  });
  await load();
}
