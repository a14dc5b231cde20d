// media/upload-speed.ts: a slow sender may take long, but not for ever: judged by the rate, not by the time.
import type { Request, Response } from 'express';

export interface Floor {
  bytes_per_second: number;
  /** The rate is looked at once in so many seconds. */
  seconds: number;
}

/**
 * Cuts a request that falls below the floor (408) or sends more than `bound` bytes in all (413).
 * @returns a function that ends the watch
 */
export function watchSpeed(req: Request, res: Response, floor: Floor, bound: number): () => void {
  const { socket } = req;
  const started = socket.bytesRead;
  let before = started;
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    const now = socket.bytesRead;
    if (now - started > bound + 2 ** 20) cut(req, res, 413, 'This is far too large to send at once.');
    if (ticks % floor.seconds) return;
    if (now - before < floor.bytes_per_second * floor.seconds) cut(req, res, 408, 'This came in too slowly.');
    before = now;
  }, 1000);
  timer.unref();
  return () => clearInterval(timer);
}

function cut(req: Request, res: Response, status: number, sentence: string): void {
  if (res.headersSent || req.readableEnded) return;
  res.set({ Connection: 'close', 'Content-Type': 'text/plain; charset=utf-8' });
  res
    .status(status)
    .end(`${sentence} Your browser's back button leads to what you wrote.\n`, () => req.destroy());
}
