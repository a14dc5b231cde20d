// base/database/embedded-hung.ts: ends an old server of this data folder that hangs while it shuts down.
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf, isServerOf, processState } from './embedded-lock.ts';

/** Longer than the five seconds after which Postgres itself kills children that do not end. */
const patience = 10_000;

/**
 * Ends a server that does not get done with its shutdown: at once (SIGQUIT), and when even that does not help, by force,
 * it and its children. Both lose nothing: the next start recovers from the write-ahead log.
 * @returns false when it is not certain that the process is the server of this folder; then nothing was done
 */
export async function endHung(cluster: string, pid: number): Promise<boolean> {
  if (!isServerOf(cluster, pid)) return false;
  send(pid, 'SIGQUIT');
  if (await hasGone([pid])) return true;
  if (!isServerOf(cluster, pid)) return true;
  const children = childrenOf(pid);
  for (const one of [pid, ...children]) send(one, 'SIGKILL');
  return hasGone([pid, ...children]);
}

async function hasGone(pids: number[]): Promise<boolean> {
  const deadline = Date.now() + patience;
  const isLeft = () => pids.some((pid) => processState(pid) === 'live');
  while (isLeft() && Date.now() < deadline) await pause(50);
  return !isLeft();
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
