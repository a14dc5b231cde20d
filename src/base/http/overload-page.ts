// base/http/overload-page.ts: the answer to clients that cannot be served at the moment: 503, small, made without the database.
import type { Request, Response } from 'express';
import type multer from 'multer';
import { overloaded, type Doing } from '../database/overload.ts';
import { spoken } from '../language/current.ts';
import { __ } from '../language/gettext.ts';
import { isRestRequest } from '../rest/address.ts';
import { fieldsOf, readUrlencoded } from './form-body.ts';
import { readMultipart } from './multipart-body.ts';
import type { OpenBody } from './read-body.ts';
import { isReading } from './same-origin.ts';
import { renderIn } from './views.ts';

const seconds = 5;

/** Sends 503 with `Retry-After`; scripts get JSON. A text that was read from a form stands in the page. */
export function sendOverloaded(
  req: Request,
  res: Response,
  doing: Doing = isReading(req) ? 'reading' : 'writing',
): void {
  const { message } = overloaded(doing);
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
  res.type('html').send(renderIn([], 'site/overloaded', { ...spoken(), message, is_form, written }));
}

/**
 * Reads what somebody wrote before sendOverloaded answers, so that it stands in the page; files are let pass. What is too long,
 * too slow or finds no room is given back as far as it came.
 */
export async function readWritten(req: Request, res: Response): Promise<void> {
  const bytes = 2 ** 20;
  try {
    if (!req.is('multipart')) return await readUrlencoded(req, res, { bytes, fields: 200 }, '&');
    const limits = { field_bytes: bytes, all_bytes: 2 ** 28, fields: 200, files: 60, file_bytes: 2 ** 28 };
    await readMultipart(req, res, limits, letFilesPass);
  } catch {
    // The answer says 503 whatever became of the body.
  }
}

/** A storage that keeps nothing. */
const letFilesPass = (open: OpenBody): multer.StorageEngine => ({
  _handleFile(_req, file, done) {
    file.stream.on('data', (piece: Buffer) => open.passOn(piece.length));
    file.stream.once('end', () => done(null, {}));
    file.stream.once('error', done);
  },
  _removeFile: (_req, _file, done) => done(null),
});

/** Answers 429 to who was refused many times and goes on: in a line, before the body is read, and the connection ends. */
export function sendTooMany(res: Response, retry_after: number): void {
  res.writeHead(429, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Retry-After': retry_after,
    Connection: 'close',
  });
  res.end(`${__('Too many attempts. Go back in your browser, and send it again in some minutes.')}\n`);
}

const isScript = (req: Request): boolean =>
  req.path.startsWith('/attachments') || req.accepts(['html', 'json']) === 'json';
