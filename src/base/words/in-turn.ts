// base/words/in-turn.ts: few searches at a time: one may read thousands of rows, and anybody may ask for one.
import { httpError, type HttpError } from '../errors.ts';
import { openSemaphore } from '../http/semaphore.ts';
import { __ } from '../language/gettext.ts';

// Of this process. Whoever comes when six wait already is told at once; patience is in milliseconds.
const places = openSemaphore({ at_work: 3, waiting: 6, patience: 2000 });

/**
 * Does a search when there is a place for it, and gives the place back whatever comes of it.
 * @param gone who searches has left: they do not wait any longer
 * @throws HttpError 503 when too many search
 */
export async function inTurn<Found>(search: () => Promise<Found>, gone?: AbortSignal): Promise<Found> {
  const leave = await places.take(gone);
  if (!leave) throw searchBusy();
  try {
    return await search();
  } finally {
    leave();
  }
}

/** What a reader is told when there is no place, or when their search took too long. */
export const searchBusy = (): HttpError =>
  httpError(
    503,
    'search_busy',
    __(
      'Many people are searching at the moment. Your words are kept in the field: please search again in a few seconds.',
    ),
  );
