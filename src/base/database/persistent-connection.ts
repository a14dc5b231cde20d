// base/database/persistent-connection.ts: a connection that stays as long as the process, and comes back when it breaks.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { clientOptions, type Connection } from './database.ts';

/** Numbers of advisory locks; any will do, they must only be the same in every process. */
export const locks = {
  migration: 7_175_001,
  /** Held by the one server process of an embedded database. */
  server: 7_175_002,
  /** Shared by all processes that work through the queue. */
  worker: 7_175_003,
  /** Shared by command-line tools on an embedded database. */
  command: 7_175_004,
};

export interface Standing {
  close(): Promise<void>;
}

/**
 * Connects and greets: takes locks, listens. After a break it connects and greets again until it is closed.
 * @throws whatever the first connecting or greeting throws
 */
export async function standingConnection(
  connection: Connection,
  greet: (client: pg.Client) => Promise<void>,
): Promise<Standing> {
  let isOpen = true;
  let client = await connect();
  return {
    async close() {
      isOpen = false;
      await client.end().catch(() => {});
    },
  };

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      ...clientOptions(connection),
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    fresh.on('error', () => {});
    try {
      await fresh.connect();
      await greet(fresh);
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
    fresh.once('end', () => void reconnect());
    return fresh;
  }

  async function reconnect(): Promise<void> {
    while (isOpen) {
      // It keeps the process alive: a worker has nothing else to wait for meanwhile.
      await pause(500);
      const fresh = isOpen ? await connect().catch(() => undefined) : undefined;
      if (fresh) return void (client = fresh);
    }
  }
}

/** Takes an advisory lock for as long as the connection stands; false when somebody else holds it. */
export async function tryLock(client: pg.Client, lock: number, how: 'alone' | 'together'): Promise<boolean> {
  const sql = {
    alone: 'SELECT pg_try_advisory_lock($1) AS taken',
    together: 'SELECT pg_try_advisory_lock_shared($1) AS taken',
  };
  const { rows } = await client.query<{ taken: boolean }>(sql[how], [lock]);
  return rows[0]!.taken;
}

/** Whether any connection holds an advisory lock of this number. */
export async function lockIsHeld(connection: Connection, lock: number): Promise<boolean> {
  const client = new pg.Client(clientOptions(connection));
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_locks
                       WHERE locktype = 'advisory' AND objid = $1 AND granted
                         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`,
      [lock],
    );
    return rows[0]!.held;
  } finally {
    await client.end().catch(() => {});
  }
}
