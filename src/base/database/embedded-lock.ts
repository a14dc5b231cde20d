// base/database/embedded-lock.ts: what postmaster.pid says, and whether that process still lives.
import fs from 'node:fs';
import path from 'node:path';

export type ProcessState = 'dead' | 'live' | 'zombie' | 'other';

/** The process id in the cluster's lock file; 0 without one. */
export function lockedBy(cluster: string): number {
  try {
    return Number.parseInt(fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

/** What has become of a process: `other` is a living process that is no Postgres (a reused number). */
export function processState(pid: number): ProcessState {
  if (pid <= 0 || !exists(pid)) return 'dead';
  if (!fs.existsSync('/proc/self/stat')) return 'live';
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (stat.slice(stat.lastIndexOf(')') + 2)[0] === 'Z') return 'zombie';
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres') ? 'live' : 'other';
  } catch {
    return 'dead';
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
