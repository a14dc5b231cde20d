// base/database/database.ts: the connection to Postgres, and transactions.
import knex, { type Knex } from 'knex';
import pg from 'pg';

/** A pool or a transaction; queries do not care which. */
export type Database = Knex;

/** How to reach Postgres: an address, or a Unix socket folder. */
export type Connection = string | { host: string; user: string; database: string };

// Counts and sums come as numeric/bigint strings by default; ours stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** Opens a pool. Nothing connects before the first query. */
export function connectDatabase(
  connection: Connection,
  { max = 10, afterCreate }: { max?: number } & Pick<Knex.PoolConfig, 'afterCreate'> = {},
): Database {
  return knex({
    client: 'pg',
    connection: clientOptions(connection),
    pool: { min: 0, max, ...(afterCreate && { afterCreate }) },
    acquireConnectionTimeout: 10_000,
    log: { warn },
  });
}

// Each query of an outage tells of it by its own error; knex would print a line beside the log for each connection, too.
function warn(message: unknown): void {
  if (!/^(Acquire c|C)onnection error/i.test(String(message))) process.stderr.write(`${String(message)}\n`);
}

/** The same connection in the words of `pg.Client` and `pg.Pool`. */
export function clientOptions(
  connection: Connection,
): { connectionString: string } | Exclude<Connection, string> {
  return typeof connection === 'string' ? { connectionString: connection } : connection;
}

/**
 * Runs `work` in one transaction; the inner record hides the outer one, so that nothing escapes it.
 * Inside, one thing after another: a transaction is one connection.
 */
export function inTransaction<Running extends { db: Database }, Result>(
  running: Running,
  work: (running: Running) => Promise<Result>,
): Promise<Result> {
  return running.db.transaction((transaction) => work({ ...running, db: transaction }));
}
