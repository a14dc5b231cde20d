// base/database/embedded-privileges.ts: as whom the embedded Postgres runs; it refuses to be root.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startError } from '../errors.ts';

/** A program with its arguments, as given to spawn. */
export type Line = [program: string, args: string[]];

export interface Privileges {
  /** Puts whatever is needed around a program, so that it runs unprivileged and ends with this process. */
  wrap(program: string, args: string[]): Line;
  /** The user id that must own the data folder, when it is not ours. */
  owner: number | undefined;
}

const NOBODY = 65_534;

/**
 * Decides how the server is run: as we are; as `nobody`; or, when nobody cannot reach the files, in a user namespace.
 * @throws Error with one line that says what to do, when none of them is possible
 */
export function choosePrivileges(program: string, dataFolder: string): Privileges {
  const diesWithUs = has('setpriv') ? ['--pdeathsig=INT'] : undefined;
  if (process.getuid?.() !== 0) return { wrap: asWeAre(diesWithUs), owner: undefined };
  refuseAnothersData(dataFolder);
  if (diesWithUs && reachableByNobody(program) && reachableByNobody(path.dirname(dataFolder))) {
    return {
      wrap: (bin, args) => ['setpriv', [...dropped, ...diesWithUs, '--', bin, ...args]],
      owner: NOBODY,
    };
  }
  if (diesWithUs && hasUserNamespaces()) {
    return {
      wrap: (bin, args) => ['unshare', [...namespace, '--', 'setpriv', ...diesWithUs, '--', bin, ...args]],
      owner: undefined,
    };
  }
  throw startError(
    'DATA_DIR: Postgres will not run as root from here: start as an ordinary user, move the project out of a private folder, or set DATABASE_URL',
  );
}

/** Whatever root wrote here, or handed to nobody, its owner could not use any more. */
function refuseAnothersData(dataFolder: string): void {
  const uid = fs.statSync(path.join(dataFolder, 'pg'), { throwIfNoEntry: false })?.uid ?? 0;
  if (uid === 0 || uid === NOBODY) return;
  throw startError(
    `DATA_DIR: the blog in ${dataFolder} belongs to user ${uid}: do this as that user (sudo -u '#${uid}' …)`,
  );
}

const dropped = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
const namespace = ['--user', '--map-user=1000', '--map-group=1000'];

const asWeAre =
  (diesWithUs: string[] | undefined) =>
  (bin: string, args: string[]): Line =>
    diesWithUs ? ['setpriv', [...diesWithUs, '--', bin, ...args]] : [bin, args];

const has = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

const hasUserNamespaces = () =>
  spawnSync('unshare', [...namespace, 'true'], { stdio: 'ignore' }).status === 0;

function reachableByNobody(file: string): boolean {
  const test = ['test', '-r', file, '-a', '-x', file];
  return spawnSync('setpriv', [...dropped, ...test], { cwd: '/', stdio: 'ignore' }).status === 0;
}
