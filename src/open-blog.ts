// open-blog.ts: makes the running blog from the environment: database, storage, clock; and closes it.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import type { Config } from './base/config.ts';
import { connectDatabase, type Connection } from './base/database/database.ts';
import { migrate } from './base/database/migrate.ts';
import { createSafeFetch } from './base/fetch/safe-fetch.ts';
import { openStorage } from './base/storage/storage.ts';
import type { Blog } from './blog.ts';

export interface OpenBlog {
  blog: Blog;
  /** Closes the connections; stops the embedded Postgres when this process started it. */
  close(): Promise<void>;
}

/** Connects, migrates and opens the folders. @throws Error with one line for the person */
export async function openBlog(
  config: Config,
  progress: (sentence: string) => void = () => {},
): Promise<OpenBlog> {
  const log = pino({ level: config.LOG_LEVEL });
  const database = await openDatabase(config, progress);
  const db = connectDatabase(database.connection);
  await migrate(db, database.connection);
  const url = config.SITE_URL ?? `http://localhost:${config.PORT}`;
  const blog: Blog = {
    url,
    db,
    connection: database.connection,
    storage: await openStorage(config.UPLOADS_DIR),
    fetch: createSafeFetch({ allow: config.FETCH_ALLOW, user_agent: `Quillback (+${url})` }),
    now: () => new Date(),
    log,
    config: { ...config, SESSION_SECRET: config.SESSION_SECRET ?? secretIn(config.DATA_DIR) },
  };
  return {
    blog,
    async close() {
      await db.destroy();
      await database.stop();
    },
  };
}

async function openDatabase(
  config: Config,
  progress: (sentence: string) => void,
): Promise<{ connection: Connection; stop(): Promise<void> }> {
  if (config.DATABASE_URL) return { connection: config.DATABASE_URL, stop: () => Promise.resolve() };
  const { startEmbeddedPostgres } = await import('./base/database/embedded.ts');
  return startEmbeddedPostgres(config.DATA_DIR, { progress });
}

/** The key that signs session cookies, made once and kept beside the database. */
function secretIn(folder: string): string {
  const file = path.join(folder, 'session-secret');
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(32).toString('hex'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8').trim();
}
