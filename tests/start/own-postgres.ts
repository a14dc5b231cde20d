// tests/start/own-postgres.ts: a Postgres of the test's own that the blog reaches through DATABASE_URL, and that can be restarted.
import { type ChildProcess, spawn } from 'node:child_process';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import { environment, prepareCluster } from '../../src/base/database/embedded-cluster.ts';
import { initialise } from '../../src/base/database/embedded-initialise.ts';

export interface OwnPostgres {
  url: string;
  /** One statement on a connection of its own. */
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** SIGINT is a fast shutdown, SIGQUIT an immediate one, as after a loss of power. */
  stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  start(): Promise<void>;
}

/** Makes the server's files in a folder and starts it on a free TCP port; it ends after the file's last test. */
export async function ownPostgres(folder: string): Promise<OwnPostgres> {
  const cluster = await prepareCluster(path.join(folder, 'server'));
  initialise(cluster);
  const port = await freePort();
  const connection = { host: '127.0.0.1', port, user: 'quillback', database: 'postgres' };
  let child: ChildProcess;

  const rows = (sql: string, values?: unknown[]) => rowsOf(connection, sql, values);
  const start = async () => {
    const line = ['-D', cluster.data, '-k', cluster.sockets, '-p', String(port), '-c', 'fsync=off'];
    const [program, args] = cluster.privileges.wrap(cluster.bin.postgres, line);
    child = spawn(program, args, { env: environment, cwd: '/', stdio: 'ignore' });
    const answers = () =>
      rows('SELECT 1').then(
        () => true,
        () => false,
      );
    while (!(await answers())) await pause(50);
  };
  const stop = async (signal: 'SIGINT' | 'SIGQUIT') => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  afterAll(async () => {
    if (child.exitCode === null && child.signalCode === null) await stop('SIGQUIT');
  });
  return { url: `postgres://quillback@127.0.0.1:${port}/postgres`, rows, stop, start };
}

/** The rows of one statement, asked on a connection of its own. */
export async function rowsOf(
  connection: pg.ClientConfig,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
