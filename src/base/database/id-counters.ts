// base/database/id-counters.ts: finds and mends sequences that stand far beyond the rows of their table.
import type { Database } from './database.ts';

/** No blog has given out so many ids one after another: a counter beyond it was moved, not counted. */
const farBeyond = 100_000_000;

interface Counter {
  table: string;
  column: string;
  sequence: string;
  /** The last id that was given out or reserved. */
  last: number;
}

/** What was set back: the next row of `table` gets `next`; it would have got `before + 1`. */
export interface MendedCounter {
  table: string;
  before: number;
  next: number;
}

/** The tables whose next id is far beyond what they hold, by name. */
export async function movedCounters(db: Database): Promise<Counter[]> {
  const { rows } = await db.raw<{ rows: Counter[] }>(
    `SELECT owner.relname AS "table", attname AS "column", sequence.oid::regclass::text AS sequence,
            pg_sequence_last_value(sequence.oid)::float8 AS last
       FROM pg_class AS sequence
       JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = sequence.oid AND deptype IN ('a', 'i')
       JOIN pg_class AS owner ON owner.oid = refobjid
       JOIN pg_attribute ON attrelid = owner.oid AND attnum = refobjsubid AND atttypid = 'int4'::regtype
      WHERE sequence.relkind = 'S' AND sequence.relnamespace = current_schema()::regnamespace
        AND pg_sequence_last_value(sequence.oid) >= :farBeyond
      ORDER BY owner.relname
      LIMIT 1000`,
    { farBeyond },
  );
  return rows;
}

/**
 * Sets the counters of such tables back behind the highest id below the jump. Rows that were numbered after it stay as
 * they are, with their addresses.
 */
export async function mendCounters(db: Database): Promise<MendedCounter[]> {
  const mended: MendedCounter[] = [];
  for (const { table, column, sequence, last } of await movedCounters(db)) {
    const { rows } = await db.raw<{ rows: { next: string }[] }>(
      `SELECT setval(:sequence, coalesce(max(:column:), 0) + 1, false) AS next FROM :table: WHERE :column: < :farBeyond`,
      { sequence, column, table, farBeyond },
    );
    mended.push({ table, before: last, next: Number(rows[0]!.next) });
  }
  return mended;
}
