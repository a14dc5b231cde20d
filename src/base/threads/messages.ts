// base/threads/messages.ts: what a process and its threads say to each other.
import { httpError, isHttpError } from '../errors.ts';

/** Look-ups of the process that a job may ask for while it works: plain data in, plain data out. */
export type Lookups = Record<string, (...args: never[]) => Promise<unknown>>;

/** To the thread: a job, or the answer to what it asked. */
export type ToThread =
  | { type: 'job'; job: string; input: unknown; lookups: string[]; locale: string }
  | { type: 'found'; value: unknown }
  | { type: 'not-found'; error: Failure };

/** From the thread: that it is loaded, once; then questions, or how a job ended. Neither comes before the thread waits for the next message. */
export type FromThread =
  | { type: 'ready' }
  | { type: 'ask'; lookup: string; args: unknown[] }
  | { type: 'done'; value: unknown }
  | { type: 'failed'; error: Failure };

/** An error on its way between threads; a copied Error loses what makes it a refusal. */
export type Failure =
  | { type: 'refusal'; status: number; code: string; message: string; fields: Record<string, string> }
  | { type: 'fault'; error: unknown };

export function failureOf(error: unknown): Failure {
  if (!isHttpError(error)) return { type: 'fault', error };
  const { status, code, message, fields } = error;
  return { type: 'refusal', status, code, message, fields };
}

export const errorOf = (failure: Failure): unknown =>
  failure.type === 'fault'
    ? failure.error
    : httpError(failure.status, failure.code, failure.message, failure.fields);
