// base/database/dump.ts: all tables of a running database at one moment, a compressed file each (COPY in text format).
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { z } from 'zod';
import { clientOptions, type Connection } from './database.ts';
import { countersOf, quoted, tablesOf, type Table } from './dump-catalog.ts';

const space = z.enum(['own', 'queue']);
const name = z.string().regex(/^\w{1,63}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What a folder with a dump holds. Read from a file, so nothing in it is believed before it was checked. */
export const dumpShape = z.object({
  /** PostgreSQL's version. */
  postgres: z.string(),
  /** The migrations that made the tables. */
  migrations: z.array(z.string().regex(/^[\w-]{1,200}$/)),
  tables: z.array(
    z.object({
      space,
      name,
      columns: z.array(name).min(1),
      rows: z.number(),
      /** Of the file. */
      sha256: digest,
    }),
  ),
  counters: z.array(z.object({ space, table: name, column: name, last: z.number() })),
});
export type Dump = z.infer<typeof dumpShape>;

/** The file of a table in the folder of its dump. */
export const fileOf = ({ space: where, name: table }: Pick<Table, 'space' | 'name'>): string =>
  `${where}.${table}.copy.gz`;

/**
 * Writes the tables into a folder while others go on writing: one transaction sees one moment (REPEATABLE READ).
 * @param folder is there and empty
 * @param onTable told of each table that is done
 */
export async function dumpDatabase(
  connection: Connection,
  folder: string,
  onTable: (table: string) => void = () => {},
): Promise<Dump> {
  const client = new pg.Client(clientOptions(connection));
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    );
    const done = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    const tables: Dump['tables'] = [];
    for (const table of await tablesOf(client)) {
      tables.push({ ...table, ...(await dumpTable(client, table, path.join(folder, fileOf(table)))) });
      onTable(table.name);
    }
    // Counters belong to no transaction: read last, none stands before a row.
    const counters = await countersOf(client);
    return { postgres: rows[0]!.version, migrations: done.rows.map((row) => row.name), tables, counters };
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  table: Table,
  file: string,
): Promise<{ rows: number; sha256: string }> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const out = client.query(copy.to(`COPY ${quoted(client, table)} (${columns}) TO STDOUT`));
  const hashing = hashed();
  await pipeline(
    out,
    zlib.createGzip({ level: 4 }),
    hashing.through,
    fs.createWriteStream(file, { mode: 0o600 }),
  );
  return { rows: out.rowCount, sha256: hashing.digest() };
}

/** A stream that passes everything on and knows its SHA-256 at the end. */
export function hashed(): { through: Transform; digest: () => string; bytes: () => number } {
  const hash = crypto.createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return { through, digest: () => hash.digest('hex'), bytes: () => bytes };
}
