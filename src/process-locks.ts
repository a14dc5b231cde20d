// process-locks.ts: what a process says to its database for as long as it runs: who it is, and that it listens.
import type pg from 'pg';
import type { Config } from './base/config.ts';
import type { Database } from './base/database/database.ts';
import { locks, tryLock } from './base/database/persistent-connection.ts';
import { startError } from './base/errors.ts';
import { forgetSettings } from './base/settings/settings.ts';

/** What a process does for the blog. */
export type Part = 'server' | 'worker' | 'command';

/** For `standingConnection`: takes the locks that tell other processes of this one, and hears of changed settings. */
export function greeting(db: Database, config: Config, part: Part): (client: pg.Client) => Promise<void> {
  return async (client) => {
    const isEmbedded = !config.DATABASE_URL;
    if (isEmbedded && part === 'server' && !(await tryLock(client, locks.server, 'alone')))
      throw startError(
        `DATA_DIR: another Quillback runs on ${config.DATA_DIR}: stop it, or set another DATA_DIR`,
      );
    if (isEmbedded && part !== 'server') await tryLock(client, locks.command, 'together');
    client.on('notification', () => forgetSettings(db));
    await client.query('LISTEN settings_saved');
    // Whatever was said while the connection was broken was not heard.
    forgetSettings(db);
  };
}
