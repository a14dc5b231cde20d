// base/database/embedded.ts: the Postgres that comes with the project: made on first start; a command attaches to it.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startError } from '../errors.ts';
import { answers, type Cluster, prepareCluster } from './embedded-cluster.ts';
import { launch, type EmbeddedPostgres } from './embedded-launch.ts';
import { initialise } from './embedded-initialise.ts';
import { madeBy, majorOf } from './embedded-version.ts';
import { endHung } from './embedded-hung.ts';
import { clearLock, isStopping, lockedBy, processState } from './embedded-lock.ts';
import { supervise } from './embedded-supervise.ts';
import { lockIsHeld, locks } from './persistent-connection.ts';

interface Options {
  /** Told when something takes a while: one sentence each. */
  progress?: (sentence: string) => void;
  /** Further server options, such as ['-c', 'fsync=off'] in tests. */
  flags?: string[];
  /** A blog that serves must own its server: an attached one would go down with another process. */
  attach?: boolean;
}

/**
 * Starts the embedded server on a data folder, or attaches to the one that runs there.
 * It listens on a Unix socket only and ends with this process, even after kill -9 (Linux). When it ends before, it is
 * started again, some times.
 * @throws Error with one line that says what to do
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  options: Options = {},
): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(path.resolve(dataFolder));
  const started = await startOn(cluster, options);
  if (!started.owned) return started;
  return supervise(
    started,
    () => startOn(cluster, { ...options, attach: false }),
    options.progress ?? (() => {}),
  );
}

async function startOn(
  cluster: Cluster,
  { progress = () => {}, flags = [], attach = true }: Options,
): Promise<EmbeddedPostgres> {
  if (await isRunning(cluster)) {
    if (attach) return attached(cluster);
    await outlive(cluster, progress);
  }
  if (!fs.existsSync(path.join(cluster.data, 'PG_VERSION'))) {
    progress('Preparing the database for the first time …');
    initialise(cluster);
  }
  refuseOtherVersion(cluster);
  progress('Starting the database …');
  const started = await launch(cluster, flags);
  if (started) return started;
  if (attach) return attached(cluster);
  throw alreadyServed(cluster);
}

/** The files of one major version are nothing to another, which would only say so in its own words. */
function refuseOtherVersion(cluster: Cluster): void {
  const [kept, own] = [madeBy(cluster), majorOf(cluster.bin)];
  if (!own || kept === own) return;
  throw startError(
    `DATA_DIR: the database in ${cluster.data} was made by PostgreSQL ${kept}, and this Quillback brings ${own}: run npm run quillback -- upgrade-database, which takes it over and keeps the old files`,
  );
}

const attached = ({ connection }: Cluster): EmbeddedPostgres => ({
  connection,
  owned: false,
  ended: new Promise(() => {}),
  stop: () => Promise.resolve(),
});

/** In milliseconds. */
const patience = { stopping: 5000, silent: 15_000, zombie: 3000 };

/**
 * Waits for a server that is starting or ending, and ends one that hangs while it stops; clears a lock that nobody holds
 * any more. In the clock's time, not in rounds: to ask a server that hangs takes seconds.
 */
async function isRunning(cluster: Cluster): Promise<boolean> {
  const { data } = cluster;
  const began = Date.now();
  for (;;) {
    const pid = lockedBy(data);
    const state = processState(pid);
    const waited = Date.now() - began;
    if (state === 'dead') return false;
    if (state === 'live' && (await answers(cluster))) return true;
    const hangs = state === 'live' && waited > patience.stopping && isStopping(data);
    if (!(hangs && (await endHung(data, pid))) && state === 'live' && waited > patience.silent)
      throw startError(`DATA_DIR: Postgres ${pid} holds ${data} but does not answer: stop it`);
    // A killed server may stay a zombie for long where process 1 does not reap; Postgres would refuse its lock.
    if (state === 'other' || (state === 'zombie' && waited > patience.zombie)) {
      clearLock(cluster, pid);
      return false;
    }
    await pause(100);
  }
}

/**
 * A server runs here that this process did not start: of another blog (refuse), of a command (wait a little),
 * of a killed blog and about to end (wait), or its orphan where nothing ends it (end it).
 */
async function outlive(cluster: Cluster, progress: (sentence: string) => void): Promise<void> {
  const deadline = Date.now() + 8000;
  const orphaned = Date.now() + 1500;
  for (let said = false; Date.now() < deadline; await pause(50)) {
    const pid = lockedBy(cluster.data);
    if (processState(pid) !== 'live' || isStopping(cluster.data)) return void (await isRunning(cluster));
    const holder = await holderOf(cluster);
    if (holder === 'server') throw alreadyServed(cluster);
    if (holder === 'nobody' && Date.now() > orphaned) end(pid);
    if (!said) progress('Waiting for a database that is still running …');
    said = true;
  }
  throw startError(`DATA_DIR: a command still works on ${cluster.folder}: wait until it has finished`);
}

async function holderOf({ connection }: Cluster): Promise<'server' | 'command' | 'nobody'> {
  const held = async (lock: number) => lockIsHeld(connection, lock).catch(() => false);
  if (await held(locks.server)) return 'server';
  return (await held(locks.command)) ? 'command' : 'nobody';
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended by itself.
  }
}

const alreadyServed = ({ folder }: Cluster) =>
  startError(`DATA_DIR: another Quillback runs on ${folder}: stop it, or give this one its own DATA_DIR`);
