// base/http/body-memory.ts: how much memory of the process all request bodies together may take, and how much those of one sender.

export interface BodyLimits {
  /** Bytes in memory of all bodies of one pool that are not answered yet. */
  held_bytes: number;
  /** The share of one sender in that. */
  held_by_sender: number;
  /** A body of at most so many bytes is still admitted when long ones have used up the memory: a quarter more is kept for those. */
  short_bytes: number;
  /** A body that brings fewer bytes than this within `slow_ms` milliseconds is cut off (408). */
  slow_bytes: number;
  slow_ms: number;
  /** Bytes of a refused body that are still taken in and thrown away, so that a browser hears the answer: of one request … */
  passing_bytes: number;
  /** … of one sender, and of all, within `passing_ms` milliseconds. */
  passing_by_sender: number;
  passing_in_all: number;
  passing_ms: number;
  /** How many of them in a second, of all together: no line of a reader is faster, and garbage is collected meanwhile. */
  passing_a_second: number;
}

const mebibyte = 2 ** 20;

/** 28 MB may take half an hour, as on a bad phone line; two bytes a second are not a reader. */
export const usualLimits: BodyLimits = {
  held_bytes: 16 * mebibyte,
  held_by_sender: 8 * mebibyte,
  short_bytes: 16_384,
  slow_bytes: 16_384 * 30,
  slow_ms: 30_000,
  passing_bytes: 256 * mebibyte,
  passing_by_sender: 512 * mebibyte,
  passing_in_all: 2048 * mebibyte,
  passing_ms: 600_000,
  passing_a_second: 32 * mebibyte,
};

/** Who sends: shares are counted by name, and pools do not take memory from each other. */
export interface Sender {
  pool: string;
  name: string;
}

/** What one body holds. */
export interface Holding {
  /** Counts bytes that came into memory; false when the memory or the sender's share is used up. */
  take(bytes: number): boolean;
  /** Counts bytes that left it. */
  give(bytes: number): void;
  /** Gives everything back; once. */
  leave(): void;
}

export interface BodyMemory {
  limits: BodyLimits;
  hold(sender: Sender): Holding;
  /** Whether so many more bytes of a refused body may be thrown away. */
  letPass(sender: Sender, bytes: number): boolean;
  /** For how many milliseconds who sent so many of them is to be left unread. */
  pace(bytes: number): number;
}

/** Counters in the memory of this process. */
export function bodyMemory(limits: BodyLimits): BodyMemory {
  const held = counters();
  let passing = counters();
  let since = performance.now();
  let due = since;
  return {
    limits,
    hold: (sender) => holding(held, sender, limits),
    letPass(sender, bytes) {
      if (performance.now() - since > limits.passing_ms) {
        passing = counters();
        since = performance.now();
      }
      const own = passing.add(nameOf(sender), bytes);
      return own <= limits.passing_by_sender && passing.add('', bytes) <= limits.passing_in_all;
    },
    pace(bytes) {
      const now = performance.now();
      due = Math.max(now, due) + (bytes * 1000) / limits.passing_a_second;
      return due - now;
    },
  };
}

function holding(held: Counters, sender: Sender, limits: BodyLimits): Holding {
  let mine = 0;
  const count = (bytes: number) => {
    mine += bytes;
    return { all: held.add(sender.pool, bytes), own: held.add(nameOf(sender), bytes) };
  };
  return {
    take(bytes) {
      const { all, own } = count(bytes);
      const most = mine <= limits.short_bytes ? 1.25 : 1;
      return all <= limits.held_bytes * most && own <= limits.held_by_sender * most;
    },
    give: (bytes) => void count(-Math.min(bytes, mine)),
    leave: () => void count(-mine),
  };
}

const nameOf = ({ pool, name }: Sender) => `${pool} ${name}`;

type Counters = ReturnType<typeof counters>;

/** Sums by name; what is zero is forgotten. */
function counters() {
  const sums = new Map<string, number>();
  return {
    add(name: string, bytes: number): number {
      const sum = (sums.get(name) ?? 0) + bytes;
      if (sum) sums.set(name, sum);
      else sums.delete(name);
      return sum;
    },
  };
}
