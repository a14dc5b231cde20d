// media/too-large.ts: a form that is far too large: its words are read, its files are let pass by.
import type { Request, Response } from 'express';
import multer from 'multer';

const patience = { words_ms: 5000, rest_ms: 300_000, rest_bytes: 2 ** 30 };

/**
 * Reads a multipart form's fields into `req.body` up to its first file, for five seconds at most. What follows goes
 * nowhere: a browser hears no answer before it has sent all, so up to a gibibyte is taken in; then the line is cut.
 */
export async function readWordsOnly(req: Request, res: Response): Promise<void> {
  if (!req.is('multipart')) {
    res.set('Connection', 'close');
    return;
  }
  letPass(req, res);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience.words_ms);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const read = multer({
      storage: multer.memoryStorage(),
      defParamCharset: 'utf8',
      limits: { fieldSize: 2 ** 22, fields: 50, fieldNameSize: 200, headerPairs: 50, fieldNestingDepth: 0 },
      // Not one byte of a file is kept.
      fileFilter: (_req, _file, decide) => {
        decide(null, false);
        done();
      },
    });
    read.any()(req, res, done);
  });
}

/** Once the answer is given: whoever goes on sending is heard for a while, and then no longer. */
function letPass(req: Request, res: Response): void {
  res.once('finish', () => {
    if (req.complete) return;
    const { socket } = req;
    const started = { at: Date.now(), bytes: socket.bytesRead };
    const timer = setInterval(() => {
      const isLong = Date.now() - started.at > patience.rest_ms;
      const isMuch = socket.bytesRead - started.bytes > patience.rest_bytes;
      if (req.complete || socket.destroyed) clearInterval(timer);
      else if (isLong || isMuch) socket.destroy();
    }, 1000);
    timer.unref();
  });
}
