// cli-restore.ts: `restore BACKUP`: a backup into the database and the folder of uploads that the environment names, both empty.
import fs from 'node:fs';
import path from 'node:path';
import { restore } from './backup/restore.ts';
import type { Config } from './base/config.ts';
import { makeFolder } from './base/folders.ts';
import { openDatabase } from './open-database.ts';

export const restoreUsage = 'BACKUP';

/** Runs without a blog: there is none yet. Returns the exit code. @throws Error with one line for the person */
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
