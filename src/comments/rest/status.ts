// comments/rest/status.ts: the statuses that programs name for a comment.
import { restError } from '../../base/rest/route.ts';
import type { CommentStatus } from '../comment.ts';
import type { Moderation } from '../moderation/moderate.ts';

const statuses: Record<string, CommentStatus> = {
  approved: 'approve',
  approve: 'approve',
  1: 'approve',
  hold: 'hold',
  0: 'hold',
  spam: 'spam',
  trash: 'trash',
};

/** The status of a new comment. @throws HttpError 400 */
export function statusAsked(given: string): CommentStatus {
  if (!Object.hasOwn(statuses, given)) throw unknown();
  return statuses[given]!;
}

/** What is to be done with a comment; `unspam` and `untrash` bring back what it was. @throws HttpError 400 */
export const changeAsked = (given: string): Moderation =>
  given === 'unspam' || given === 'untrash' ? 'restore' : statusAsked(given);

const unknown = () =>
  restError(400, 'rest_invalid_param', 'Invalid parameter(s): status', {
    params: { status: 'status is not one of approved, hold, spam, unspam, trash, and untrash.' },
  });
