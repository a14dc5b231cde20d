// base/http/request-log.ts: one line a request: no addresses of people, no bodies, no cookies, no query values.
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const { method } = req;
    const [path] = req.originalUrl.split('?');
    res.once('close', () => {
      const ms = Number((process.hrtime.bigint() - started) / 1_000_000n);
      log.info({ method, path, status: res.statusCode, ms, aborted: !res.writableFinished }, 'request');
    });
    next();
  };
}
