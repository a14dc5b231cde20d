// import/summary.ts: what came in, what was there, what was left out and why.

export interface SummaryRow {
  /** posts, pages, comments … */
  kind: string;
  came_in: number;
  already_there: number;
  left_out: number;
  /** Of those that came in: with a fault of the file mended, or shown otherwise than it was. */
  mended: number;
  /** Why, most frequent first: `draft nobody saved (3)`; then what was mended, by name. */
  reasons: string[];
}

export interface Summary {
  cameIn(kind: string, count?: number): void;
  alreadyThere(kind: string, count?: number): void;
  leftOut(kind: string, reason: string, count?: number): void;
  /** @param what names the record, and what was done */
  mended(kind: string, what: string): void;
  /** Something to know of a kind, beside the counts. */
  told(kind: string, what: string): void;
  rows(): SummaryRow[];
}

interface Count {
  came_in: number;
  already_there: number;
  left_out: Map<string, number>;
  mended: number;
  notes: string[];
  words: string[];
}

/** Different reasons kept for one kind; the rest is counted together. */
const mostReasons = 20;
/** Records named of one kind. */
const mostNotes = 20;

/** Starts counting. */
export function createSummary(): Summary {
  const counts = new Map<string, Count>();
  const of = (kind: string): Count => {
    const count = counts.get(kind) ?? {
      came_in: 0,
      already_there: 0,
      left_out: new Map(),
      mended: 0,
      notes: [],
      words: [],
    };
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
    mended(kind, what) {
      const count = of(kind);
      count.mended += 1;
      if (count.notes.length < mostNotes) count.notes.push(what);
    },
    told(kind, what) {
      const { words } = of(kind);
      if (!words.includes(what)) words.push(what);
    },
    rows: () => [...counts].map(([kind, count]) => rowOf(kind, count)),
  };
}

function rowOf(kind: string, { came_in, already_there, left_out, mended, notes, words }: Count): SummaryRow {
  const reasons = [...left_out].toSorted(([, a], [, b]) => b - a);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind,
    came_in,
    already_there,
    left_out: total,
    mended,
    reasons: [
      ...reasons.map(([reason, count]) => (count > 1 ? `${reason} (${count})` : reason)),
      ...notes,
      ...words,
      ...(mended > notes.length ? [`and ${mended - notes.length} more`] : []),
    ],
  };
}
