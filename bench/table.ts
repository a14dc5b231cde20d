// bench/table.ts: rounds in, one line of the table out.

export interface Round {
  /** Milliseconds a request. */
  blog: number;
  bare: number;
  /** CPU milliseconds a request: of the blog's own process, of its PostgreSQL, of the bare server. */
  cpu: number;
  database_cpu: number;
  bare_cpu: number;
}

/** What PostgreSQL counted in all rounds of a row, a request. */
export interface Counted {
  transactions: number;
  /** Blocks of 8 kB that were looked at, in memory or on disk. */
  blocks: number;
}

/** The head of the table, in Markdown. */
export const head = [
  '| row | blog ms (median, spread) | bare ms | ratio | CPU ms: Node | PostgreSQL | both, beside bare | transactions | blocks |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

export function line(name: string, rounds: Round[], counted: Counted): string {
  const blog = rounds.map((round) => round.blog);
  const ratio = median(rounds.map((round) => round.blog / round.bare));
  const cells = [
    name,
    `${short(median(blog))} (${short(Math.min(...blog))}–${short(Math.max(...blog))})`,
    short(median(rounds.map(({ bare }) => bare))),
    `${short(ratio)}×`,
    ...costs(rounds, counted),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A row of throughput: megabytes (of 2^20 bytes) a second. Here a ratio of 1 is the bare pipe's speed. */
export function throughputLine(name: string, rounds: Round[], counted: Counted, bytes: number): string {
  const speed = (ms: number) => (bytes / 2 ** 20 / ms) * 1000;
  const blog = rounds.map((round) => speed(round.blog));
  const cells = [
    name,
    `${whole(median(blog))} MB/s (${whole(Math.min(...blog))}–${whole(Math.max(...blog))})`,
    `${whole(median(rounds.map(({ bare }) => speed(bare))))} MB/s`,
    `${short(median(rounds.map(({ blog, bare }) => bare / blog)))} of the bare pipe`,
    ...costs(rounds, counted),
  ];
  return `| ${cells.join(' | ')} |`;
}

function costs(rounds: Round[], { transactions, blocks }: Counted): string[] {
  const all = median(rounds.map((round) => (round.cpu + round.database_cpu) / round.bare_cpu));
  return [
    short(median(rounds.map(({ cpu }) => cpu))),
    short(median(rounds.map(({ database_cpu }) => database_cpu))),
    `${short(all)}×`,
    short(transactions),
    whole(blocks),
  ];
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

const short = (number: number) => (number < 10 ? number.toFixed(2) : number.toFixed(1));
const whole = (number: number) => number.toFixed(0);
