// base/rate-limit.ts: counts of attempts within a window, kept in the database, so that all processes share them.
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './database/database.ts';
import { httpError, type HttpError } from './errors.ts';
import { __, __in } from './language/gettext.ts';

/**
 * A fixed window: `points` attempts of one key within `seconds`, counted from the key's first. Rows that have run out are
 * removed by the scheduled job that removes sessions.
 * @param keyPrefix names the limit; unique in the whole blog
 * @param most_refusals of one key, before this process refuses it for a minute without asking the database
 */
export const limiter = (
  db: Database,
  keyPrefix: string,
  { points, seconds, most_refusals }: { points: number; seconds: number; most_refusals?: number },
): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: db,
    storeType: 'knex',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
    ...(most_refusals && { inMemoryBlockOnConsumed: points + most_refusals, inMemoryBlockDuration: 60 }),
  });

/** What somebody is told who has to wait. */
export type Told = (pause: string) => string;

/**
 * Counts an attempt.
 * @returns how many of the window this one is
 * @param told the sentence for the person; the pause it gets reads `in 4 minutes`
 * @param points how much of the limit it takes
 * @throws HttpError 429 with `retry_after` in seconds when it is one too many
 */
export async function consume(
  limit: RateLimiterPostgres,
  key: string,
  told?: Told,
  points = 1,
): Promise<number> {
  try {
    return (await limit.consume(key, points)).consumedPoints;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooMany(refused, told);
  }
}

/** A limit, the key that is counted, and what is said to whoever has used it up. */
export interface Counted {
  limit: RateLimiterPostgres;
  key: string;
  told?: Told;
}

/**
 * Counts one attempt in a wide limit, such as a network's, and in a narrow one, such as an address'. The wide one first: who
 * commands a whole network makes no row for each of its addresses once it is spent. What the narrow one refuses is given back
 * to the wide one: one address that goes on and on does not use up what its neighbours have.
 * @returns how many of the wide limit's window this one is
 * @throws HttpError 429 with `retry_after`
 */
export async function consumeBoth(wide: Counted, narrow: Counted): Promise<number> {
  const attempts = await consume(wide.limit, wide.key, wide.told);
  try {
    await consume(narrow.limit, narrow.key, narrow.told);
  } catch (refusal) {
    await wide.limit.reward(wide.key);
    throw refusal;
  }
  return attempts;
}

/** Refuses a key that has no points left, without counting. @throws HttpError 429 */
export async function refuseSpent(limit: RateLimiterPostgres, key: string): Promise<void> {
  const count = await limit.get(key);
  if (count && count.consumedPoints > limit.points) throw tooMany(count);
}

const tryAgain: Told = (pause) => __('Too many attempts. Please try again %s.', pause);

function tooMany({ msBeforeNext }: RateLimiterRes, told = tryAgain): HttpError {
  const minutes = Math.max(1, Math.ceil(msBeforeNext / 60_000));
  const text = told(__in(minutes, 'minute'));
  const retry_after = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return Object.assign(httpError(429, 'too_many_attempts', text), { retry_after });
}

/**
 * Whether a key was refused so often lately that this process refuses it without asking the database.
 * @param limit one that was made with `most_refusals`
 * @returns seconds until it is asked again; 0 when it is not blocked
 */
export const blockedFor = (limit: RateLimiterPostgres, key: string): number =>
  Math.ceil((limit as Blocking).getInMemoryBlockMsBeforeExpire(limit.getKey(key)) / 1000);

/** A public method of the library that its types leave out. */
type Blocking = RateLimiterPostgres & { getInMemoryBlockMsBeforeExpire(key: string): number };
