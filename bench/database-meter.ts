// bench/database-meter.ts: what the blog's own PostgreSQL costs: processor time of all its processes, transactions, blocks.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectDatabase } from '../src/base/database/database.ts';
import type { Counted } from './table.ts';

/** Ticks of the kernel's clock in which /proc counts (USER_HZ, proc_pid_stat(5)), in ms. */
const tick = 10;

/** Milliseconds that the PostgreSQL in `folder` has been on a processor, its ended processes too; 0 where there is no /proc. */
export function databaseCpu(folder: string): number {
  if (!fs.existsSync('/proc/self/stat')) return 0;
  const postmaster = postmasterIn(path.join(folder, 'data'));
  let ticks = 0;
  for (const name of fs.readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? fieldsOf(name) : undefined;
    if (!fields) continue;
    const [parent, user, system, oldUser, oldSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
    if (Number(name) === postmaster) ticks += user! + system! + oldUser! + oldSystem!;
    else if (parent === postmaster) ticks += user! + system!;
  }
  return ticks * tick;
}

function postmasterIn(data: string): number {
  for (const one of fs.readdirSync(data)) {
    const file = path.join(data, one, 'postmaster.pid');
    if (fs.existsSync(file)) return Number(fs.readFileSync(file, 'utf8').split('\n', 1)[0]);
  }
  throw new Error(`no postmaster.pid below ${data}`);
}

/** What stands behind the name of a process; undefined for one that has just ended. */
function fieldsOf(pid: string): string[] | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Counts what all connections do. Each tells the statistics at most once a second, and when it rests: a look waits for that. */
export function openCounter(connection: { host: string; user: string; database: string }) {
  const db = connectDatabase(connection);
  const count = async (): Promise<Counted> => {
    await pause(2000);
    const { rows } = await db.raw<{ rows: [Counted] }>(
      `SELECT xact_commit::float AS transactions, (blks_hit + blks_read)::float AS blocks
         FROM pg_stat_database WHERE datname = current_database()`,
    );
    return rows[0];
  };
  return {
    count,
    async since(before: Counted, requests: number): Promise<Counted> {
      const after = await count();
      return {
        transactions: (after.transactions - before.transactions) / requests,
        blocks: (after.blocks - before.blocks) / requests,
      };
    },
    close: () => db.destroy(),
  };
}
