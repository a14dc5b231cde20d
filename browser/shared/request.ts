// shared/request.ts: how scripts ask this site: JSON comes back, or an error with a sentence for people.
import { __ } from './words.ts';

/** Why a request brought nothing; `message` is the site's own sentence, or one that says what to do. */
export interface RequestError extends Error {
  /** The answer's status; 0 when no answer came. A redirect to the sign-in page counts as 401. */
  status: number;
}

export const isRequestError = (error: unknown): error is RequestError =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';

/** The sentence to show for whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  isRequestError(error) ? error.message : __('That did not work. Please try again.');

/** Whether the same request may succeed later; what is refused for itself would be refused again. */
export const mayHelp = (error: unknown): boolean =>
  isRequestError(error) && (error.status >= 500 || [0, 401, 408, 409, 429].includes(error.status));

export interface RequestOptions {
  /** Sent as a form by POST; without them it is a GET. */
  fields?: URLSearchParams | Record<string, string>;
  /** What was asked for is not wanted any more: rejects with an AbortError. */
  signal?: AbortSignal;
  /** Milliseconds after which no answer counts as none; for requests without a signal. */
  timeout?: number;
  /** The request outlives its page; browsers take 64 kB of these. */
  keepalive?: boolean;
}

/**
 * Asks an address of this site.
 * @returns the JSON of the answer; undefined when it is empty
 * @throws RequestError when the site refuses or does not answer
 */
export async function request<Answer>(address: string, options: RequestOptions = {}): Promise<Answer> {
  const { fields, signal, timeout, keepalive = false } = options;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address, {
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
      headers: { Accept: 'application/json' },
      mode: 'same-origin',
      // Where somebody else is sent to is no answer to a script.
      redirect: 'manual',
      keepalive,
      signal: signal ?? (timeout === undefined ? null : AbortSignal.timeout(timeout)),
    });
    text = await answer.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw requestError(0, __('The site does not answer. Please try again.'), error);
  }
  return read(answer.type === 'opaqueredirect' ? 401 : answer.status, text);
}

/**
 * Sends a body and tells how much of it has gone, which `fetch` does not.
 * @param told called with the bytes sent so far, those around a file included, and all there are
 * @throws RequestError as `request` does; an AbortError when the signal ended it
 */
export function send<Answer>(
  address: string,
  body: FormData | Blob | URLSearchParams,
  { told, signal }: { told?: (sent: number, all: number) => void; signal?: AbortSignal } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    if (told)
      sending.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
        if (lengthComputable) told(loaded, total);
      });
    sending.addEventListener('load', () => {
      try {
        // Whoever sends a file has a page open that is not to be left.
        if (sending.status === 401) throw requestError(401, signedOut());
        resolve(read<Answer>(sending.status, sending.responseText));
      } catch (error) {
        reject(error as RequestError);
      }
    });
    for (const end of ['error', 'timeout'])
      sending.addEventListener(end, () => reject(requestError(0, 'The connection broke. Please try again.')));
    sending.addEventListener('abort', () => reject(abortError()));
    signal?.addEventListener('abort', () => sending.abort());
    sending.open('POST', address);
    sending.setRequestHeader('Accept', 'application/json');
    if (body instanceof Blob) sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.send(body);
  });
}

/** What is thrown for something that was given up by whoever asked. */
export const abortError = (): DOMException => new DOMException('It was given up.', 'AbortError');

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

function read<Answer>(status: number, text: string): Answer {
  const answer = parse(text) as { error?: unknown } | undefined;
  if (status >= 200 && status < 300 && (answer !== undefined || !text)) return answer as Answer;
  const own = typeof answer?.error === 'string' ? answer.error : '';
  const words = status === 401 ? signedOut() : __('That did not work. Please try again.');
  throw requestError(status, own || words, answer);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const requestError = (status: number, message: string, cause?: unknown): RequestError =>
  Object.assign(new Error(message, { cause }), { status });

const signedOut = (): string => __('You are signed out. Sign in in another tab, then try again.');
