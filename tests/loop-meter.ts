// tests/loop-meter.ts: how long the event loop was held, in processor time of its thread: other programs do not count.
import fs from 'node:fs';

export interface Held<Result> {
  result: Result;
  /** The longest stretch of the main thread between two turns of the loop, in ms of processor time. */
  longest: number;
  /** Processor time of all threads of this process, in ms. */
  all: number;
}

/** Measures while work goes on. What the test itself does in the same thread counts, too: the figure is an upper bound. */
async function heldLoop<Result>(work: () => Promise<Result>): Promise<Held<Result>> {
  let longest = 0;
  let last = threadTime();
  const look = () => {
    const now = threadTime();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  const before = process.cpuUsage();
  try {
    const result = await work();
    look();
    const { user, system } = process.cpuUsage(before);
    return { result, longest, all: (user + system) / 1000 };
  } finally {
    clearInterval(timer);
  }
}

/** The least of up to six measurements: a pass of the garbage collector over what went before is no cost of this. */
export async function leastHeld<Result>(
  most: number,
  work: (run: number) => Promise<Result>,
): Promise<Held<Result>> {
  let least = await heldLoop(() => work(0));
  for (let run = 1; run < 6 && least.longest >= most; run += 1) {
    const again = await heldLoop(() => work(run));
    if (again.longest < least.longest) least = again;
  }
  return least;
}

/** ms that this thread was on a processor (Linux, proc_pid_schedstat(5)); elsewhere time passes for all alike. */
function threadTime(): number {
  if (process.platform !== 'linux') return performance.now();
  return Number(fs.readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
}
