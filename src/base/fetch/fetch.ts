// base/fetch/fetch.ts: the one way out: fetches what strangers name, and refuses private addresses.

/** What is fetched for decides the content types and the cap on size. */
export type Purpose =
  'verification' | 'discovery' | 'card' | 'image' | 'media' | 'ping' | 'webhook' | 'api' | 'link';

export interface FetchRequest {
  purpose: Purpose;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Credentials, for the address's own origin: over https or to this machine alone, and along no redirect elsewhere. */
  authorization?: string | undefined;
  /** Follows at most so many redirects, five by default; with 0 a redirect is an answer like any other. */
  max_redirects?: number;
  /** At most this many bytes after decompression; the purpose's own cap by default. */
  max_bytes?: number;
  /** Writes the body to this new file instead of keeping it in memory; the file is gone when the fetch fails. */
  to_file?: string;
}

export interface Fetched {
  status: number;
  /** The address after redirects. */
  url: string;
  content_type: string;
  headers: Record<string, string>;
  /** Empty when the body went to a file. */
  body: Buffer;
  /** Pages are cut at the cap instead of refused: their head says enough. */
  is_cut?: boolean;
}

/**
 * Fetches an address.
 * @throws FetchError when refused, unreachable, too slow, too large or of another type
 */
export type SafeFetch = (url: string, request: FetchRequest) => Promise<Fetched>;

export type FetchProblem =
  | 'refused_address'
  | 'unreachable'
  | 'timeout'
  | 'too_large'
  | 'wrong_type'
  | 'too_many_redirects'
  | 'bad_url';

export interface FetchError extends Error {
  problem: FetchProblem;
}

export function isFetchError(error: unknown): error is FetchError {
  return error instanceof Error && 'problem' in error;
}

/** What a later try cannot mend: the address or the answer itself is the reason. */
export const isFinal = ({ problem }: FetchError): boolean =>
  ['refused_address', 'bad_url', 'wrong_type', 'too_large'].includes(problem);

/** Makes the error every fetch fails with. */
export function fetchError(problem: FetchProblem, message: string): FetchError {
  return Object.assign(new Error(message), { problem });
}
