// import/summary.ts: what came in, what was there, what was left out and why.

export interface SummaryRow {
  /** posts, pages, comments … */
  kind: string;
  came_in: number;
  already_there: number;
  left_out: number;
  /** Why, most frequent first: `draft nobody saved (3)`. */
  reasons: string[];
}

export interface Summary {
  cameIn(kind: string, count?: number): void;
  alreadyThere(kind: string, count?: number): void;
  leftOut(kind: string, reason: string, count?: number): void;
  rows(): SummaryRow[];
}

interface Count {
  came_in: number;
  already_there: number;
  left_out: Map<string, number>;
}

/** Different reasons kept for one kind; the rest is counted together. */
const mostReasons = 20;

/** Starts counting. */
export function createSummary(): Summary {
  const counts = new Map<string, Count>();
  const of = (kind: string): Count => {
    const count = counts.get(kind) ?? { came_in: 0, already_there: 0, left_out: new Map() };
    counts.set(kind, count);
    return count;
  };
  return {
    cameIn: (kind, count = 1) => void (of(kind).came_in += count),
    alreadyThere: (kind, count = 1) => void (of(kind).already_there += count),
    leftOut(kind, reason, count = 1) {
      const { left_out } = of(kind);
      const name = left_out.has(reason) || left_out.size < mostReasons ? reason : 'other reasons';
      left_out.set(name, (left_out.get(name) ?? 0) + count);
    },
    rows: () => [...counts].map(([kind, count]) => rowOf(kind, count)),
  };
}

function rowOf(kind: string, { came_in, already_there, left_out }: Count): SummaryRow {
  const reasons = [...left_out].toSorted(([, a], [, b]) => b - a);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind,
    came_in,
    already_there,
    left_out: total,
    reasons: reasons.map(([reason, count]) => (count > 1 ? `${reason} (${count})` : reason)),
  };
}
