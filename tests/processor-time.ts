// tests/processor-time.ts: what work costs in time of the processor: what else the machine does is not counted.

/** Milliseconds that the threads of this process were on a processor while the work was done, and what came of it. */
export async function processorTime<Result>(
  work: () => Result | Promise<Result>,
): Promise<{ spent: number; result: Awaited<Result> }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { spent: (user + system) / 1000, result };
}

/**
 * How many times more a whole text costs than its sixteenth: 16 where the cost grows with the text, 256 where it grows
 * with its square. Each is the least of several measurements: a garbage collection or a compilation between is no cost.
 */
export function growth(text: string, work: (text: string) => unknown): number {
  const short = text.slice(0, text.length / 16);
  work(short);
  const cost = (of: string, times: number) => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) work(of);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  };
  const least = (of: string, times: number) => Math.min(...Array.from({ length: 5 }, () => cost(of, times)));
  return least(text, 4) / least(short, 64);
}
