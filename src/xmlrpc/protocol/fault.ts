// xmlrpc/protocol/fault.ts: what a method refuses with: WordPress's codes, which follow those of HTTP.
import { isHttpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import type { FaultWords } from './write.ts';

/** An error that is told as it is. */
export interface Fault extends Error {
  fault_code: number;
  /** Seconds to wait before the same may be asked again. */
  retry_after?: number;
}

/** @param code WordPress's: 400 arguments, 401 not allowed, 403 sign-in, 404 not there, 405 switched off, 500 not done */
export const fault = (code: number, message: string, retry_after?: number): Fault =>
  Object.assign(new Error(message), { fault_code: code, ...(retry_after && { retry_after }) });

const isFault = (error: unknown): error is Fault => error instanceof Error && 'fault_code' in error;

// Who is signed in and may not: 401 here, 403 in HTTP.
const codes: Record<number, number> = { 400: 400, 401: 403, 403: 401, 404: 404, 409: 409, 429: 429 };

/** What is told of an error. What is our own fault is logged, and its words stay here. */
export function faultOf(blog: Blog, error: unknown): FaultWords & { retry_after?: number } {
  if (isFault(error))
    return {
      faultCode: error.fault_code,
      faultString: error.message,
      ...(error.retry_after && { retry_after: error.retry_after }),
    };
  if (!isHttpError(error)) {
    blog.log.error({ err: error }, 'an XML-RPC call failed');
    return { faultCode: 500, faultString: 'Something went wrong here. It has been noted.' };
  }
  const { status, message, retry_after } = error;
  return { faultCode: codes[status] ?? 500, faultString: message, ...(retry_after && { retry_after }) };
}

export const notAllowed = (what: string): Fault => fault(401, `Sorry, you are not allowed to ${what}.`);
