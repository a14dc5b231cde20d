// media/read-form.ts: the parsers of a form's body, each with all its limits stated.
import express, { type Request, type Response } from 'express';
import multer from 'multer';
import { badRequest, httpError } from '../base/errors.ts';
import type { Arrival } from './arrival.ts';
import { fileEngine } from './file-engine.ts';

// Far more than any text may have: what is too long is refused by name, in a form that still holds it.
const fieldSize = 2 ** 22;

/**
 * Reads a multipart or urlencoded body: fields into `req.body`, files into the arrival.
 * @param bound bytes of a single file that are read at all (those above the rule are skipped)
 * @throws HttpError 400 or 413 when the body is malformed; other errors are ours
 */
export async function readForm(req: Request, res: Response, arrival: Arrival, bound: number): Promise<void> {
  const parsers = req.is('multipart') ? [multipart(arrival, bound)] : [urlencoded];
  for (const parse of parsers) {
    await new Promise<void>((resolve, reject) => {
      parse(req, res, (error?: unknown) => (error ? reject(refusal(error)) : resolve()));
    });
  }
  req.body ??= {};
}

const urlencoded = express.urlencoded({ extended: false, limit: fieldSize, parameterLimit: 200 });

function multipart(arrival: Arrival, bound: number) {
  return multer({
    storage: fileEngine(arrival),
    defParamCharset: 'utf8',
    preservePath: false,
    // The rules for files are the engine's: there a file too many or too long spoils nothing else.
    limits: {
      fileSize: bound,
      files: 60,
      fields: 200,
      parts: 260,
      fieldSize,
      fieldNameSize: 200,
      headerPairs: 50,
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
    },
  }).any();
}

function refusal(error: unknown): unknown {
  if (error instanceof multer.MulterError) {
    const isLong = /^LIMIT_(FILE|FIELD_VALUE|FIELD_COUNT|PART)/.test(error.code);
    return isLong
      ? httpError(413, 'form_too_large', 'The form holds too much. Shorten the text, or send fewer files.')
      : badRequest('The form is malformed. Open the page again and send it once more.');
  }
  const { code, status } = error as { code?: string; status?: number };
  if (status !== undefined && status < 500) {
    return httpError(
      status,
      'bad_form',
      'The form could not be read. Open the page again and send it once more.',
    );
  }
  // Errors of the disk and the database carry a code and are ours; those of the parser carry none.
  if (code !== undefined && code !== 'ECONNRESET') return error;
  return badRequest('The form did not arrive whole. Send it once more.');
}
