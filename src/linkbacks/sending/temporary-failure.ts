// linkbacks/sending/temporary-failure.ts: answers that mean "not now": no refusal, and the same is told again later.
import type { Fetched } from '../../base/fetch/fetch.ts';
import { retryAfter } from '../../base/fetch/retry-after.ts';

export interface BusyError extends Error {
  /** How long it asks us to wait, in ms; 0 when it does not say. */
  pause: number;
}

export const isBusy = (error: unknown): error is BusyError => error instanceof Error && 'pause' in error;

/** Passes on what is an answer. @throws BusyError for a side that has too much to do, or is ill */
export function answered(answer: Fetched, now: Date): Fetched {
  if (answer.status !== 429 && answer.status < 500) return answer;
  throw busy(`it answered ${answer.status}`, retryAfter(answer, now));
}

/** What they said is a "not now" in the words of their protocol. */
export const busy = (said: string, pause: number): BusyError => Object.assign(new Error(said), { pause });
