// open-database.ts: the database that the environment names, or the embedded one.
import type { Config } from './base/config.ts';
import type { Connection } from './base/database/database.ts';
import { reachDatabase } from './base/database/reach.ts';
import { startError } from './base/errors.ts';
import type { Part } from './process-locks.ts';

export interface OpenDatabase {
  connection: Connection;
  owned: boolean;
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Reaches the database that the environment names, or starts or joins the embedded one. @throws Error with one line for the person */
export async function openDatabase(
  config: Config,
  part: Part,
  progress: (sentence: string) => void,
): Promise<OpenDatabase> {
  if (config.DATABASE_URL) {
    await reachDatabase(config.DATABASE_URL);
    const ended = new Promise<void>(() => {});
    return { connection: config.DATABASE_URL, owned: false, ended, stop: () => Promise.resolve() };
  }
  const { startEmbeddedPostgres } = await import('./base/database/embedded.ts');
  const database = await startEmbeddedPostgres(config.DATA_DIR, { progress, attach: part !== 'server' });
  if (part !== 'worker' || !database.owned) return database;
  await database.stop();
  throw startError('DATABASE_URL is not set, and no blog runs here: start the blog first, or set it');
}
