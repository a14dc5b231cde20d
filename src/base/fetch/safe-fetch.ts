// base/fetch/safe-fetch.ts: the safe fetcher on undici.
import { fetchError, type SafeFetch } from './fetch.ts';

export interface SafeFetchOptions {
  /** host:port or CIDR entries that may be reached although private. */
  allow: string[];
  user_agent: string;
}

export function createSafeFetch(_options: SafeFetchOptions): SafeFetch {
  return () => Promise.reject(fetchError('unreachable', 'no network yet'));
}
