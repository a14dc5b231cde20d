// blog.ts: the running blog, one plain record made in server.ts and handed to doors and verbs.
import type { Logger } from 'pino';
import type { Config } from './base/config.ts';
import type { BodyLimits } from './base/http/body-room.ts';
import type { Connection, Database } from './base/database/database.ts';
import type { SafeFetch } from './base/fetch/fetch.ts';
import type { Storage } from './base/storage/storage.ts';

export interface Blog {
  /** The site's address without a trailing slash; from SITE_URL, never from a request. */
  url: string;
  db: Database;
  /** How to reach the same database, for the worker's and the sessions' own connections. */
  connection: Connection;
  /** Where the bytes of media live. */
  storage: Storage;
  /** Outbound HTTP that refuses private addresses. */
  fetch: SafeFetch;
  /** The clock; tests set it. */
  now(): Date;
  log: Logger;
  config: Config;
  /** Bounds of request bodies that differ from the usual ones; tests set shorter times. */
  body_limits?: Partial<BodyLimits>;
}
