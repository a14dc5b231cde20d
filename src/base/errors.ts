// base/errors.ts: what may go wrong on purpose.
import { N_, translate } from './language/gettext.ts';

/** A refusal: an error with an HTTP status. `fields` names form fields and what is wrong with each. */
export interface HttpError extends Error {
  status: number;
  code: string;
  fields: Record<string, string>;
  /** Seconds to wait before the same may be asked again (RFC 9110, Retry-After). */
  retry_after?: number;
}

/**
 * Makes a refusal for a route to answer with.
 * @param status HTTP status, 4xx
 * @param code snake_case word for programs
 * @param message one sentence for the person: what is wrong and what to do
 */
export function httpError(
  status: number,
  code: string,
  message: string,
  fields: Record<string, string> = {},
): HttpError {
  return Object.assign(new Error(message), { status, code, fields });
}

export const notFound = (noun: string): HttpError => httpError(404, `${noun}_not_found`, noneOf(noun));
/** The nouns that readers meet; others are met by programs and in the admin. */
const missing: Record<string, string> = {
  comment: N_('There is no such comment.'),
  file: N_('There is no such file.'),
  page: N_('There is no such page.'),
  post: N_('There is no such post.'),
  term: N_('There is no such term.'),
  upload: N_('There is no such upload.'),
  user: N_('There is no such user.'),
  version: N_('There is no such version.'),
};

const noneOf = (noun: string): string => translate(missing[noun] ?? `There is no such ${noun}.`);

export const badRequest = (message: string, fields: Record<string, string> = {}): HttpError =>
  httpError(400, 'bad_request', message, fields);
export const forbidden = (message: string): HttpError => httpError(403, 'forbidden', message);

/** Whether an unknown thrown thing is a refusal (has a 4xx status) rather than our fault. */
export function isHttpError(error: unknown): error is HttpError {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    // 501: there is no such thing here, 503: the database is away, 507: the disk is full. Answered in the same way.
    (error.status < 500 || [501, 503, 507].includes(error.status))
  );
}

/** An error that the person who starts the blog can act on: shown as one line, without a stack trace. */
export function startError(message: string): Error {
  return Object.assign(new Error(message), { code: 'START' });
}

/** Whether an unknown thrown thing is one line for the person at the terminal. */
export const isStartError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'START';
