// base/http/slow-body.ts: cuts off who sends a body too slowly; who is merely slow may take as long as it needs.
import type { RequestHandler } from 'express';

interface Floor {
  /** Bytes that must come within each stretch. */
  bytes: number;
  /** Milliseconds. */
  stretch: number;
}

/** 28 MB may take half an hour, as on a bad phone line; two bytes a second are not a reader. */
export function slowBody({ bytes = 16_384 * 30, stretch = 30_000 }: Partial<Floor> = {}): RequestHandler {
  return (req, _res, next) => {
    if (hasBody(req.headers)) {
      let before = req.socket.bytesRead;
      const watch = setInterval(() => {
        const { bytesRead } = req.socket;
        // A body that nobody takes from us at the moment cannot come faster.
        if (!req.complete && !isHeldUp(req) && bytesRead - before < bytes) req.socket.destroy();
        before = bytesRead;
      }, stretch).unref();
      const rest = () => clearInterval(watch);
      req.once('end', rest);
      req.once('close', rest);
    }
    next();
  };
}

const hasBody = (headers: Record<string, unknown>) =>
  'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

const isHeldUp = (req: Parameters<RequestHandler>[0]) => req.readableLength >= req.readableHighWaterMark;
