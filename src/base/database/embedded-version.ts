// base/database/embedded-version.ts: which major version of PostgreSQL the programs are, and which made the files.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { environment, type Cluster } from './embedded-cluster.ts';

/** The major version of the programs; undefined when they do not say. */
export function majorOf({ postgres }: Cluster['bin']): string | undefined {
  const told = spawnSync(postgres, ['--version'], { env: environment, encoding: 'utf8' }).stdout ?? '';
  return /\) (\d+)/.exec(told)?.[1];
}

/** The major version that made the files; '' where there are none. */
export function madeBy({ data }: Pick<Cluster, 'data'>): string {
  const file = path.join(data, 'PG_VERSION');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
}
