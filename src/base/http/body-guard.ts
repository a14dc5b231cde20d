// base/http/body-guard.ts: watches every request body: ends one that comes too slowly, and bounds what follows a refusal.
import type { Request, RequestHandler, Response } from 'express';
import { httpError, type HttpError } from '../errors.ts';
import { bodyMemory, usualLimits, type BodyLimits, type BodyMemory, type Sender } from './body-memory.ts';

/** What the guard knows of a body; read-body.ts reads it. */
export interface GuardedBody {
  memory: BodyMemory;
  sender(): Sender;
  /** Ends the reading early with this refusal; set while somebody reads. */
  stop: ((refusal: HttpError) => void) | undefined;
  /** Somebody has read it, or tried to. */
  is_read: boolean;
}

const guarded = new WeakMap<Request, GuardedBody>();

/** The body of a request; undefined when it has none. */
export const guardedBody = (req: Request): GuardedBody | undefined => guarded.get(req);

/**
 * Mount it before everything that reads a body. Who is too slow gets 408 from the route that reads the body; the
 * connection is closed without a word only when no route reads, or when its answer is sent.
 * @param senderOf whose share a body is counted in; asked when reading begins
 */
export function guardBodies(
  senderOf: (req: Request) => Sender,
  limits: Partial<BodyLimits> = {},
): RequestHandler {
  const memory = bodyMemory({ ...usualLimits, ...limits });
  return (req, res, next) => {
    if (hasBody(req.headers)) {
      const body: GuardedBody = { memory, sender: () => senderOf(req), stop: undefined, is_read: false };
      guarded.set(req, body);
      watchSpeed(req, body);
      // Before Node's own listener, which would read what follows without an end.
      res.prependListener('finish', () => letPass(req, res, body));
    }
    next();
  };
}

function watchSpeed(req: Request, body: GuardedBody): void {
  const { slow_bytes, slow_ms } = body.memory.limits;
  let before = req.socket.bytesRead;
  const timer = setInterval(() => {
    const { bytesRead } = req.socket;
    // A body that nobody takes from us at the moment cannot come faster.
    const isSlow = !req.complete && !isHeldUp(req) && bytesRead - before < slow_bytes;
    before = bytesRead;
    if (!isSlow) return;
    if (body.stop) body.stop(tooSlow());
    else req.socket.destroy();
  }, slow_ms).unref();
  const unwatch = () => clearInterval(timer);
  req.once('end', unwatch);
  req.once('close', unwatch);
}

/** A browser hears no answer before it has sent all: what still comes is thrown away, up to a bound. */
function letPass(req: Request, res: Response, { memory, sender }: GuardedBody): void {
  if (req.complete || req.destroyed) return;
  const who = sender();
  let passed = 0;
  req.on('data', (piece: Buffer) => {
    // A byte in a chunk of its own (RFC 9112, section 7.1) costs as much time as a thousand together.
    const bytes = Math.max(1024, piece.length);
    passed += bytes;
    if (passed <= memory.limits.passing_bytes && memory.letPass(who, bytes))
      return wait(req, memory.pace(bytes));
    res.socket?.destroy();
    req.destroy();
  });
  // Marks the body as read, so that Node leaves the rest to this listener.
  req.read(0);
  req.resume();
}

// Below this a timer takes longer than what it waits for.
const leastPause = 5;

/** Leaves the line unread for a moment: bytes thrown away faster than V8 collects them pile up in memory. */
function wait(req: Request, ms: number): void {
  if (ms < leastPause) return;
  req.pause();
  setTimeout(() => req.resume(), ms).unref();
}

const hasBody = (headers: Record<string, unknown>) =>
  'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

const isHeldUp = (req: Request) => req.readableLength >= req.readableHighWaterMark;

const tooSlow = () =>
  httpError(
    408,
    'too_slow',
    'This came in too slowly, and only a part of it arrived. Look at what is here, and send it once more.',
  );
