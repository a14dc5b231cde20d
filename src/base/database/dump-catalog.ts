// base/database/dump-catalog.ts: which tables, columns, counters and keys a database has: what a dump is made of.
import type pg from 'pg';

/** `own` is the schema of the blog's tables, `queue` that of its jobs. */
export type Space = 'own' | 'queue';

export interface Table {
  space: Space;
  name: string;
  /** Those that are written: what the database makes of others is not among them. */
  columns: string[];
}

export interface Counter {
  space: Space;
  table: string;
  column: string;
  /** The last number that was given out. */
  last: number;
}

const queueSchema = 'graphile_worker';

/** What each process makes for itself, or is nothing but of the moment. */
const left = ['migrations', 'migrations_lock', 'sessions', 'rate_limits', 'unfinished_restore'];

export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT CASE nspname WHEN $1 THEN 'queue' ELSE 'own' END AS space, relname AS name,
            array_agg(attname::text ORDER BY attnum) AS columns
       FROM pg_class
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      WHERE relkind = 'r' AND nspname IN (current_schema(), $1) AND NOT relname = ANY($2)
      GROUP BY nspname, relname
      ORDER BY nspname, relname`,
    [queueSchema, left],
  );
  return rows;
}

/** Where the counters of the tables stand; those that gave out nothing are not among them. */
export async function countersOf(client: pg.ClientBase): Promise<Counter[]> {
  const { rows } = await client.query<Counter>(
    `SELECT CASE nspname WHEN $1 THEN 'queue' ELSE 'own' END AS space, owner.relname AS "table", attname AS "column",
            CASE sequence.relkind WHEN 'S' THEN pg_sequence_last_value(sequence.oid) END::float8 AS last
       FROM pg_class AS sequence
       JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = sequence.oid AND deptype IN ('a', 'i')
       JOIN pg_class AS owner ON owner.oid = refobjid
       JOIN pg_namespace ON pg_namespace.oid = owner.relnamespace
       JOIN pg_attribute ON attrelid = owner.oid AND attnum = refobjsubid
      WHERE sequence.relkind = 'S' AND nspname IN (current_schema(), $1) AND NOT owner.relname = ANY($2)
        AND CASE sequence.relkind WHEN 'S' THEN pg_sequence_last_value(sequence.oid) END IS NOT NULL
      ORDER BY nspname, owner.relname`,
    [queueSchema, left],
  );
  return rows;
}

/** Statements that take the foreign keys away, and those that bring them back. */
export async function foreignKeysOf(client: pg.ClientBase): Promise<{ drop: string; add: string }[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)) AS add
       FROM pg_constraint
      WHERE contype = 'f' AND connamespace IN (current_schema()::regnamespace, $1::regnamespace)
      ORDER BY conrelid, conname`,
    [queueSchema],
  );
  return rows;
}

/** What stands in the schema of the blog already; the mark of a restore that was cut short does not count. */
export async function firstTable(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ relname: string }>(
    `SELECT relname FROM pg_class
      WHERE relkind IN ('r', 'v', 'm') AND relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
      ORDER BY relname <> 'unfinished_restore', relname LIMIT 1`,
  );
  return rows[0]?.relname;
}

/** A table as it stands in a statement. */
export const quoted = (client: pg.ClientBase, { space, name }: Pick<Table, 'space' | 'name'>): string =>
  (space === 'queue' ? `${queueSchema}.` : '') + client.escapeIdentifier(name);
