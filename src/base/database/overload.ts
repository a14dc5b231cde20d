// base/database/overload.ts: tells an overloaded database from one that is away, and from a fault of ours.
import { httpError, type HttpError } from '../errors.ts';
import { N_, translate } from '../language/gettext.ts';

/**
 * Whether an error means that the database is overloaded: no free connection in time (Knex), or a statement that
 * took longer than its purpose allows (57014, PostgreSQL's query_canceled).
 */
export function isOverloaded(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error.name === 'KnexTimeoutError' || (error as NodeJS.ErrnoException).code === '57014';
}

/** What the many do with whom somebody has to wait. */
export type Doing = 'reading' | 'writing' | 'signing in' | 'working';

/** What the person is told then; to be sent with `Retry-After`. */
export const overloaded = (doing: Doing): HttpError => httpError(503, 'busy', translate(sentences[doing]));

const sentences: Record<Doing, string> = {
  reading: N_('Many people are reading at the moment. Please try again in a few seconds.'),
  writing: N_('Many people are sending something at the moment. Please try again in a few seconds.'),
  'signing in': N_('Many people are signing in at the moment. Please try again in a few seconds.'),
  working: N_('This site has much to do at the moment. Please try again in a few seconds.'),
};
