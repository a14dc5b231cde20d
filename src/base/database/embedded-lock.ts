// base/database/embedded-lock.ts: what postmaster.pid says, and whether that process still lives.
import fs from 'node:fs';
import path from 'node:path';

export type ProcessState = 'dead' | 'live' | 'zombie' | 'other';

/** The process id in the cluster's lock file; 0 without one. */
export function lockedBy(cluster: string): number {
  return Number.parseInt(linesOf(cluster)[0] ?? '', 10) || 0;
}

/** Whether the cluster's server writes that it is shutting down (the file's eighth line, since PostgreSQL 10). */
export const isStopping = (cluster: string): boolean => linesOf(cluster)[7]?.trim() === 'stopping';

/**
 * Whether a process is the server of this cluster and no other, by all that the lock file tells: its number, its folder,
 * when it began; and by its own command line. False where the system does not show processes in /proc.
 */
export function isServerOf(cluster: string, pid: number): boolean {
  const [number, folder, began] = linesOf(cluster);
  if (Number(number) !== pid || folder !== cluster || processState(pid) !== 'live') return false;
  try {
    const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const since = Math.abs(beganAt(pid) - Number(began));
    return line[line.indexOf('-D') + 1] === cluster && since < 60;
  } catch {
    return false;
  }
}

/** The processes that a server started: its backends and helpers. */
export function childrenOf(pid: number): number[] {
  const all = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => processState(one) === 'live' && Number(statOf(one)[1]) === pid);
}

/** Removes the lock files of a process that is no server any more: that of the data, and that of its socket. */
export function clearLock({ data, sockets }: { data: string; sockets: string }, pid: number): void {
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
  const locks = fs.readdirSync(sockets).filter((name) => /^\.s\.PGSQL\.\d+\.lock$/.test(name));
  for (const lock of locks.map((name) => path.join(sockets, name)))
    if (Number.parseInt(fs.readFileSync(lock, 'utf8'), 10) === pid) fs.rmSync(lock);
}

/** What has become of a process: `other` is a living process that is no Postgres (a reused number). */
export function processState(pid: number): ProcessState {
  if (pid <= 0 || !exists(pid)) return 'dead';
  if (!fs.existsSync('/proc/self/stat')) return 'live';
  try {
    if (statOf(pid)[0] === 'Z') return 'zombie';
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres') ? 'live' : 'other';
  } catch {
    return 'dead';
  }
}

function linesOf(cluster: string): string[] {
  try {
    return fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** The fields of /proc/PID/stat from the third, the state; a name with blanks or brackets stands before them. */
function statOf(pid: number): string[] {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** In seconds since 1970. Linux counts a process's beginning in hundredths of a second since the machine's. */
function beganAt(pid: number): number {
  const [, boot] = /^btime (\d+)$/m.exec(fs.readFileSync('/proc/stat', 'utf8')) ?? [];
  return Number(boot) + Number(statOf(pid)[19]) / 100;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
