// base/http/overload-page.ts: the answer to clients that cannot be served at the moment: 503, small, made without the database.
import type { Request, Response } from 'express';
import { overloaded } from '../database/overload.ts';
import { isRestRequest } from '../rest/address.ts';
import { fieldsOf } from './form-body.ts';
import { renderIn } from './views.ts';

const seconds = 5;

/** Sends 503 with `Retry-After`; scripts get JSON. The page shows a text that was read from a form. */
export function sendOverloaded(req: Request, res: Response, message = overloaded().message): void {
  res.status(503).set({ 'Retry-After': String(seconds), 'Cache-Control': 'no-store' });
  res.removeHeader('ETag');
  if (isRestRequest(req)) {
    res.json({ code: 'busy', message, data: { status: 503 } });
    return;
  }
  if (isScript(req)) {
    res.json({ error: message });
    return;
  }
  const { comment, content } = fieldsOf(req);
  const written = [comment, content].find((one): one is string => typeof one === 'string') ?? '';
  const is_form = req.method === 'POST' && written === '';
  res.type('html').send(renderIn([], 'site/overloaded', { message, is_form, written }));
}

/** Answers 429 to who was refused many times and goes on: in a line, before the body is read, and the connection ends. */
export function sendTooMany(res: Response, retry_after: number): void {
  res
    .status(429)
    .set({ 'Retry-After': String(retry_after), 'Cache-Control': 'no-store', Connection: 'close' });
  res
    .type('text/plain')
    .end('Too many attempts. Go back in your browser, and send it again in some minutes.\n');
}

const isScript = (req: Request): boolean =>
  req.path.startsWith('/attachments') || req.accepts(['html', 'json']) === 'json';
