// open-blog.ts: makes the running blog from the environment: database, storage, clock; and closes it.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './base/config.ts';
import { connectDatabase, type Connection } from './base/database/database.ts';
import { migrate } from './base/database/migrate.ts';
import { standingConnection } from './base/database/persistent-connection.ts';
import { createSafeFetch } from './base/fetch/safe-fetch.ts';
import { makeFolder } from './base/folders.ts';
import { createLog } from './base/log.ts';
import { sharedSecret } from './base/settings/secret-queries.ts';
import { openStorage } from './base/storage/storage.ts';
import type { Blog } from './blog.ts';
import { extensionsOf } from './extensions.ts';
import { features } from './features.ts';
import { openDatabase } from './open-database.ts';
import { greeting, type Part } from './process-locks.ts';

export interface OpenBlog {
  blog: Blog;
  /** Resolves when the embedded Postgres was stopped, or ended too often to be started again; never without one of our own. */
  ended: Promise<void>;
  /** Closes the connections; stops the embedded Postgres when this process started it. */
  close(): Promise<void>;
}

/**
 * Connects, migrates and opens the folders.
 * @param part what this process does: only a server must own its embedded database; others attach
 * @throws Error with one line for the person
 */
export async function openBlog(
  config: Config,
  part: Part,
  progress: (sentence: string) => void = () => {},
): Promise<OpenBlog> {
  makeFolder('UPLOADS_DIR', config.UPLOADS_DIR);
  if (!config.DATABASE_URL || !config.SESSION_SECRET) makeFolder('DATA_DIR', config.DATA_DIR);
  const database = await openDatabase(config, part, progress);
  const { connection } = database;
  const db = connectDatabase(connection);
  const settle = async () => {
    await db.destroy();
    await database.stop();
  };
  try {
    const standing = await standingConnection(connection, greeting(db, config, part));
    await migrate(db, connection, progress);
    const blog = await assemble(config, db, connection);
    const close = () => standing.close().then(settle);
    return { blog, ended: database.ended, close };
  } catch (error) {
    await settle();
    throw error;
  }
}

async function assemble(config: Config, db: Blog['db'], connection: Connection): Promise<Blog> {
  const url = config.SITE_URL ?? `http://localhost:${config.PORT}`;
  return {
    url,
    db,
    connection,
    storage: await openStorage(config.UPLOADS_DIR),
    fetch: createSafeFetch({ allow: config.FETCH_ALLOW, user_agent: `Quillback (+${url})` }),
    now: () => new Date(),
    log: createLog(config.LOG_LEVEL),
    config: { ...config, SESSION_SECRET: config.SESSION_SECRET ?? (await madeSecret(config, db)) },
    extensions: extensionsOf(features),
  };
}

/** The key that signs session cookies: several servers on one database share it, wherever their folders are. */
function madeSecret({ DATA_DIR, DATABASE_URL }: Config, db: Blog['db']): Promise<string> {
  const own = secretIn(DATA_DIR);
  return DATABASE_URL ? sharedSecret(db, 'session', own) : Promise.resolve(own);
}

/** Made once and kept beside the embedded database. */
function secretIn(folder: string): string {
  const file = path.join(folder, 'session-secret');
  try {
    fs.writeFileSync(file, crypto.randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8').trim();
}
