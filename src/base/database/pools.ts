// base/database/pools.ts: connections by purpose, each with the longest time that one of its statements may take.
import { connectDatabase, type Connection, type Database } from './database.ts';

/** What connections are for. `jobs` is the worker; start and commands use the first pool, without a limit. */
export type Purpose = 'readers' | 'writers' | 'admin' | 'jobs';

interface Rules {
  /** Connections at most. */
  max: number;
  /** Milliseconds; PostgreSQL cancels what takes longer. */
  statement_timeout: number;
}

const rulesOf: Record<Purpose, Rules> = {
  readers: { max: 10, statement_timeout: 5000 },
  writers: { max: 6, statement_timeout: 10_000 },
  admin: { max: 6, statement_timeout: 60_000 },
  jobs: { max: 6, statement_timeout: 3_600_000 },
};

export type Pools = Record<Purpose, Database> & { close(): Promise<void> };

/**
 * Opens the pools beside the first one. Nothing connects before the first query.
 * @param first whose kept settings all of them share
 */
export function openPools(connection: Connection, first: Database): Pools {
  const open = (purpose: Purpose) => openPool(connection, first, rulesOf[purpose]);
  const pools = {
    readers: open('readers'),
    writers: open('writers'),
    admin: open('admin'),
    jobs: open('jobs'),
  };
  const close = async () => void (await Promise.all(Object.values(pools).map((pool) => pool.destroy())));
  return { ...pools, close };
}

function openPool(connection: Connection, first: Database, { max, statement_timeout }: Rules): Database {
  const pool = connectDatabase(connection, {
    max,
    // Once for each connection, not for each query; an option of the address would be refused by poolers.
    afterCreate: (client: Client, done: (error: unknown, client: Client) => void) =>
      client.query(`SET statement_timeout = ${statement_timeout}`, (error) => done(error, client)),
  });
  firsts.set(configOf(pool), firstPool(first));
  return pool;
}

interface Client {
  query(sql: string, done: (error?: unknown) => void): void;
}

const firsts = new WeakMap<object, object>();
const configOf = (db: Database) => db.client.config as object;

/** What stands for all pools of a process, and for the transactions in them. */
export const firstPool = (db: Database): object => firsts.get(configOf(db)) ?? configOf(db);
