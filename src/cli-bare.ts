// cli-bare.ts: commands that open no blog: `restore BACKUP` and `upgrade-database`.
import fs from 'node:fs';
import path from 'node:path';
import { restore } from './backup/restore.ts';
import type { Config } from './base/config.ts';
import { upgradeEmbedded } from './base/database/embedded-upgrade.ts';
import { makeFolder } from './base/folders.ts';
import { openDatabase } from './open-database.ts';

export const restoreUsage = 'BACKUP';

/** A backup into the database and the folder of uploads that the environment names, both empty. Returns the exit code. @throws Error with one line for the person */
export async function restoreCommand(
  config: Config,
  args: string[],
  tell: (sentence: string) => void,
): Promise<number> {
  const [given] = args;
  if (!given || args.length > 1 || !fs.existsSync(given)) {
    process.stdout.write(
      given
        ? `There is no folder ${given}.\n`
        : `restore ${restoreUsage}\nBACKUP is one of the folders that backup made.\n`,
    );
    return 1;
  }
  makeFolder('UPLOADS_DIR', config.UPLOADS_DIR);
  if (!config.DATABASE_URL) makeFolder('DATA_DIR', config.DATA_DIR);
  const database = await openDatabase(config, 'command', tell);
  try {
    const { made_at, url } = await restore(
      path.resolve(given),
      config.UPLOADS_DIR,
      database.connection,
      (words) => tell(`Restoring ${words} …`),
    );
    process.stdout.write(`The blog of ${url} is as it was on ${made_at}. Start it: npm start\n`);
    return 0;
  } finally {
    await database.stop();
  }
}

/** The embedded database to the major version of PostgreSQL that comes with the project. Returns the exit code. @throws Error with one line for the person */
export async function upgradeCommand(
  config: Config,
  _args: string[],
  tell: (sentence: string) => void,
): Promise<number> {
  if (config.DATABASE_URL) {
    process.stdout.write('DATABASE_URL names a server of your own: it is upgraded with its own tools.\n');
    return 1;
  }
  const old = await upgradeEmbedded(config.DATA_DIR, tell);
  process.stdout.write(
    old
      ? `The database is taken over. The old files are in ${old}: remove them when the blog runs well.\n`
      : 'There is nothing to do: the database is of the version that comes with this Quillback.\n',
  );
  return 0;
}
