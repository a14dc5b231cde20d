// base/database/load-dump.ts: a dump into an empty database: the tables as they were made then, the rows, and the migrations since.
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { startError } from '../errors.ts';
import { clientOptions, connectDatabase, type Connection } from './database.ts';
import { fileOf, hashed, type Dump } from './dump.ts';
import { firstTable, foreignKeysOf, quoted, tablesOf } from './dump-catalog.ts';
import { migrate } from './migrate.ts';

const mark = 'unfinished_restore';

/** @throws Error with one line when there are tables of somebody already; those of a restore that was cut short may be there */
export async function refuseFilled(connection: Connection): Promise<void> {
  await withClient(connection, async (client) => {
    const found = await firstTable(client);
    if (found && found !== mark)
      throw startError(
        `The database is not empty: it has a table ${found}. Restore into an empty one: nothing here is overwritten.`,
      );
  });
}

/**
 * Fills an empty database. The rows come in one transaction: what is cut short is begun anew by the next run, and never
 * a blog with half of its posts.
 * @param folder the dump's
 * @throws Error with one line when a file is damaged, or the dump was made by a newer version
 */
export async function loadDump(
  connection: Connection,
  folder: string,
  dump: Dump,
  onTable: (table: string) => void = () => {},
): Promise<void> {
  await refuseFilled(connection);
  await withClient(connection, (client) =>
    client.query(`CREATE TABLE IF NOT EXISTS ${mark} (since timestamptz DEFAULT now())`),
  );
  const db = connectDatabase(connection, { max: 1 });
  try {
    await migrate(db, connection, undefined, dump.migrations);
    await withClient(connection, (client) => load(client, folder, dump, onTable));
    await migrate(db, connection);
    await db.raw('ANALYZE');
  } finally {
    await db.destroy();
  }
}

async function load(
  client: pg.Client,
  folder: string,
  dump: Dump,
  onTable: (table: string) => void,
): Promise<void> {
  const known = await tablesOf(client);
  const keys = await foreignKeysOf(client);
  await client.query('BEGIN');
  // Rows name others that come later; the keys are checked when they come back.
  for (const { drop } of keys) await client.query(drop);
  await client.query(`TRUNCATE ${known.map((table) => quoted(client, table)).join(', ')}`);
  for (const table of dump.tables) {
    await loadTable(client, path.join(folder, fileOf(table)), table);
    onTable(table.name);
  }
  for (const { add } of keys) await client.query(add);
  for (const { space, table, column, last } of dump.counters)
    await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [
      quoted(client, { space, name: table }),
      column,
      last,
    ]);
  // Jobs that were in hand then are in nobody's now.
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE locked_by IS NOT NULL`,
  );
  await client.query(`UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL`);
  await client.query(`DROP TABLE ${mark}`);
  await client.query('COMMIT');
}

async function loadTable(client: pg.Client, file: string, table: Dump['tables'][number]): Promise<void> {
  const damaged = (why: string) =>
    startError(`${file} is damaged (${why}): nothing was restored. Take another backup.`);
  if (!fs.existsSync(file))
    throw startError(`${file} is missing: nothing was restored. Take another backup.`);
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copy.from(`COPY ${quoted(client, table)} (${columns}) FROM STDIN`));
  const hashing = hashed();
  try {
    await pipeline(fs.createReadStream(file), hashing.through, zlib.createGunzip(), into);
  } catch (error) {
    throw damaged((error as Error).message);
  }
  if (hashing.digest() !== table.sha256) throw damaged('its checksum is another');
}

async function withClient(
  connection: Connection,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(clientOptions(connection));
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
