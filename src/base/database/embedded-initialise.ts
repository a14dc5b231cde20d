// base/database/embedded-initialise.ts: makes the embedded Postgres' files, once.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startError } from '../errors.ts';
import { type Cluster, environment } from './embedded-cluster.ts';
import { processState } from './embedded-lock.ts';

/** Makes the cluster under a private name, then renames: neither a crash nor a second first start leaves half of one. */
export function initialise({ folder, data, bin, privileges }: Cluster): void {
  for (const left of fs.readdirSync(folder).filter((name) => /^init-\d+$/.test(name))) {
    if (processState(Number(left.slice(5))) === 'dead')
      fs.rmSync(path.join(folder, left), { recursive: true, force: true });
  }
  const own = path.join(folder, `init-${process.pid}`);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const line = ['-D', own, '-U', 'quillback', '--auth=trust', ...locale];
  const [program, args] = privileges.wrap(bin.initdb, line);
  const done = spawnSync(program, args, { env: environment, cwd: '/', encoding: 'utf8' });
  if (done.status !== 0) {
    fs.rmSync(own, { recursive: true, force: true });
    throw startError(`DATA_DIR: the database could not be made in ${folder}: ${reason(done)}`);
  }
  try {
    fs.renameSync(own, data);
  } catch (error) {
    fs.rmSync(own, { recursive: true, force: true });
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) throw error;
  }
}

function reason({ error, stderr }: ReturnType<typeof spawnSync>): string {
  const lines = String(stderr ?? '').split('\n');
  return (
    error?.message ?? lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines.join(' ').trim()
  );
}
