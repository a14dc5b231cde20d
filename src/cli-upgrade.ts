// cli-upgrade.ts: `upgrade-database`: the embedded database to the major version of PostgreSQL that comes with the project.
import type { Config } from './base/config.ts';
import { upgradeEmbedded } from './base/database/embedded-upgrade.ts';

/** Runs without a blog: it could not be opened. Returns the exit code. @throws Error with one line for the person */
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
