// base/database/migrate.ts: brings the tables up to date, one process at a time.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { startError } from '../errors.ts';
import { isBuilt, projectFolder } from '../project.ts';
import { clientOptions, type Connection, type Database } from './database.ts';
import { locks } from './persistent-connection.ts';

/** A migration file: both directions, neither optional. */
export interface Migration {
  up(db: Database): Promise<void>;
  down(db: Database): Promise<void>;
}

const sourceOf = (names: () => string[]): Knex.MigrationSource<string> => ({
  getMigrations: () => Promise.resolve(names()),
  getMigrationName: (name) => name,
  getMigration: (name) =>
    import(pathToFileURL(path.join(folder(), `${name}${extension()}`)).href) as Promise<Migration>,
});

/**
 * Creates or updates all tables, and the queue's, under an advisory lock: of several processes
 * starting at once, one works and the others wait.
 * @param connection a connection of its own is opened for the lock
 * @param progress told when there is something to do
 * @param only these migrations: the tables as an older version had them
 * @throws Error with one line when one of these is not known: a newer version made it
 */
export async function migrate(
  db: Database,
  connection: Connection,
  progress: (sentence: string) => void = () => {},
  only?: string[],
): Promise<void> {
  const config = only ? configFor(only) : migrationConfig;
  await withLock(connection, async () => {
    if ((await pendingMigrations(db)).length) progress('Preparing the tables …');
    // knex's own lock row would stay behind after a crash; the advisory lock goes with its connection.
    await db.migrate.forceFreeMigrationsLock(config);
    await db.migrate.latest(config);
    await migrateQueue(connection);
  });
}

/** Names of migrations that this code knows and the database has not run. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const done = new Set((await db.migrate.list(migrationConfig))[0].map(({ name }: { name: string }) => name));
  return migrationNames().filter((name) => !done.has(name));
}

export const migrationConfig: Knex.MigratorConfig = {
  migrationSource: sourceOf(migrationNames),
  tableName: 'migrations',
};

function configFor(only: string[]): Knex.MigratorConfig {
  const known = new Set(migrationNames());
  const unknown = only.find((name) => !known.has(name));
  if (unknown)
    throw startError(
      `This was made by a newer Quillback (${unknown}): restore it with that version or a later one.`,
    );
  return { ...migrationConfig, migrationSource: sourceOf(() => only.toSorted()) };
}

const folder = () => path.join(projectFolder, isBuilt ? 'dist/migrations' : 'migrations');
const extension = () => (isBuilt ? '.js' : '.ts');

function migrationNames(): string[] {
  return fs
    .readdirSync(folder())
    .filter((file) => file.endsWith(extension()))
    .map((file) => file.slice(0, -extension().length))
    .toSorted();
}

async function withLock(connection: Connection, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [locks.migration]);
    await work();
  } finally {
    await client.end();
  }
}

async function migrateQueue(connection: Connection): Promise<void> {
  const pool = new pg.Pool({ ...clientOptions(connection), max: 1 });
  // A broken connection also fails the query in hand, which tells the caller; these keep the process alive.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}
