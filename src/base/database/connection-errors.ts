// base/database/connection-errors.ts: tells the loss of the database from a fault of ours.
import { httpError, type HttpError } from '../errors.ts';
import { __ } from '../language/gettext.ts';

/** Seconds after which a reader may try again, for `Retry-After`. */
export const retryAfter = '30';

const codes =
  /^(08...|57P0[1-5]|53300|3D000|ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)(UNREACH|DOWN)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

// What pg, its pool and knex say without a code. knex puts the statement before it, and with it what people typed:
// only the end of a message counts.
const said = [
  'Connection (terminated|ended)( unexpectedly| due to connection timeout)?',
  'Client (was closed|has encountered a connection error) and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Unable to acquire a connection',
  'server conn crashed\\?',
].join('|');
const words = new RegExp(`(^| - )(Error: )?(${said})$`);

/** Whether an error means that the database does not answer now: ended, starting, full, or out of reach. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  if (codes.test(code) || (code === 'ENOENT' && syscall === 'connect')) return true;
  if (error.name === 'KnexTimeoutError' || words.test(error.message)) return true;
  return isDatabaseAway(error.cause);
}

/** What the person is told meanwhile: 503; send `Retry-After` with it. */
export const databaseAway = (): HttpError =>
  httpError(503, 'database_away', __('The database does not answer. Please try again in a minute.'));
