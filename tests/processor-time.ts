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
