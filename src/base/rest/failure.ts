// base/rest/failure.ts: prints errors of the API as JSON: what is refused, and what failed.
import type { Request, Response } from 'express';
import { isOverloaded, overloaded } from '../database/overload.ts';
import { databaseAway, isDatabaseAway, retryAfter } from '../database/connection-errors.ts';
import { httpError, isHttpError, type HttpError } from '../errors.ts';
import { isCallback, printAnswer } from './print.ts';
import type { RestAnswer } from './route.ts';

/** A refusal as WordPress prints it. */
export function errorAnswer(
  error: HttpError & { data?: object; headers?: Record<string, string> },
): RestAnswer {
  const { status, code, message, fields, data, retry_after, headers = {} } = error;
  const params = Object.keys(fields).length ? { params: fields } : {};
  const wait: Record<string, string> = retry_after ? { 'Retry-After': String(retry_after) } : {};
  return {
    status,
    headers: { ...headers, ...wait },
    body: { code, message, data: { status, ...params, ...data } },
  };
}

/** Sends an error, whatever it is; of a failure it says no more than that there was one. */
export function printError(req: Request, res: Response, error: unknown): void {
  const { _jsonp, _envelope } = req.query;
  const answer = errorAnswer(refusalFor(error));
  const wished = { callback: isCallback(_jsonp) ? _jsonp : undefined, is_enveloped: _envelope !== undefined };
  res.set('Cache-Control', 'no-store');
  printAnswer(req, res, answer, { ...wished, is_public: false });
}

function refusalFor(error: unknown): HttpError {
  if (isOverloaded(error)) return Object.assign(overloaded('working'), { retry_after: 5 });
  if (isDatabaseAway(error)) return Object.assign(databaseAway(), { retry_after: Number(retryAfter) });
  if (isHttpError(error)) return error;
  return httpError(500, 'internal_server_error', 'Something went wrong here. It was noted in the log.');
}
