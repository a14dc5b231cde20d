// base/http/admission.ts: lets in as many requests as can be served, and refuses the others at once.
import type { Request, RequestHandler, Response } from 'express';
import type { Release, Semaphore } from './semaphore.ts';

interface Admission {
  /** The share that a request belongs to; undefined for what costs next to nothing. */
  shareOf(req: Request): Semaphore | undefined;
  /** Answers who cannot be let in. */
  refuse(req: Request, res: Response): Promise<void>;
}

/**
 * Gives each request a slot of its share until its answer is made. How fast the reader takes the bytes does not count,
 * and neither does how slowly a form comes: only work on this side does.
 */
export function admission({ shareOf, refuse }: Admission): RequestHandler {
  return async (req, res, next) => {
    const share = shareOf(req);
    if (!share) return next();
    const release = await share.take(departure(res));
    if (!release) {
      if (!res.closed) await refuse(req, res);
      return;
    }
    releaseWhenMade(req, res, share, release);
    next();
  };
}

/** Aborted when the client is gone before its answer was complete. */
export function departure(res: Response): AbortSignal {
  const controller = new AbortController();
  if (res.closed) controller.abort();
  else res.once('close', () => !res.writableFinished && controller.abort());
  return controller.signal;
}

// What a client asked for is made to its end though nobody waits for it; some handlers then never answer.
const longestAfterwards = 30_000;

const held = new WeakMap<Request, Pause>();
type Pause = () => () => Promise<boolean>;

/**
 * Releases the slot of a request while its body is read: how slowly that comes is the sender’s matter.
 * @returns what acquires a slot again, in turn; it resolves to false when none is free
 */
export function pauseSlot(req: Request): () => Promise<boolean> {
  return held.get(req)?.() ?? (() => Promise.resolve(true));
}

function releaseWhenMade(req: Request, res: Response, share: Semaphore, taken: Release): void {
  let release = taken;
  let isMade = false;
  held.set(req, () => {
    release();
    return async () => {
      const again = isMade ? undefined : await share.take(departure(res));
      if (again && isMade) again();
      else if (again) release = again;
      return isMade || again !== undefined;
    };
  });
  const made = () => {
    isMade = true;
    release();
  };
  // Express sends a page whole: its first byte means that all of it is made.
  const { write, end } = res;
  res.write = ((...given: Parameters<typeof write>) => {
    made();
    return write.apply(res, given);
  }) as typeof write;
  res.end = ((...given: Parameters<typeof end>) => {
    made();
    return end.apply(res, given);
  }) as typeof end;
  res.once('close', () => !isMade && setTimeout(made, longestAfterwards).unref());
}
