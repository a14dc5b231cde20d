// base/database/embedded-launch.ts: runs the embedded Postgres as a child of this process.
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { startError } from '../errors.ts';
import { answers, type Cluster, environment } from './embedded-cluster.ts';
import { lockedBy, processState } from './embedded-lock.ts';

export interface EmbeddedPostgres {
  connection: { host: string; user: string; database: string };
  /** False when another process started the server; it also stops it. */
  owned: boolean;
  /** Resolves when an owned server ends, wanted or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server; undefined when another process was first. @throws Error with what Postgres said */
export async function launch(cluster: Cluster, flags: string[]): Promise<EmbeddedPostgres | undefined> {
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
      if (hasEnded(child)) return undefined;
    } else if (hasEnded(child) && processState(lockedBy(cluster.data)) !== 'live') break;
    await pause(25);
  }
  throw startError(`DATA_DIR: the database in ${cluster.data} did not start: ${whatItSaid(words)}`);
}

function owned({ connection }: Cluster, child: ChildProcess): EmbeddedPostgres {
  const ended = new Promise<void>((resolve) => {
    if (hasEnded(child)) resolve();
    else child.once('exit', () => resolve());
  });
  const stop = () => {
    if (!hasEnded(child)) child.kill('SIGINT');
    return ended;
  };
  return { connection, owned: true, ended, stop };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null || !child.pid;

/** One line out of the server's messages: its first complaint, with the hint. */
function whatItSaid(words: string): string {
  const lines = words
    .split('\n')
    .filter((line) => /FATAL|ERROR|PANIC|DETAIL|HINT|ENOENT|could not/.test(line));
  const said = lines.length ? lines : words.split('\n');
  return said
    .map((line) => line.replace(/^\S+ \S+ UTC \[\d+\] /, ''))
    .join(' ')
    .trim();
}
