// media/uploads/read-form.ts: reads a form that may bring files: multipart, or urlencoded without any.
import type { Request, Response } from 'express';
import { readUrlencoded } from '../../base/http/form-body.ts';
import { readMultipart } from '../../base/http/multipart-body.ts';
import type { UploadSession } from './session.ts';
import { fileEngine } from './storage-engine.ts';
import { megabyte, mostOpenFiles } from '../limits.ts';

/** All fields together: far more than any text may have, so that what is too long is refused by name. */
const fieldBytes = megabyte;

/**
 * Fields go into `req.body`, files into the session.
 * @param bound bytes of the whole body that are read at all
 * @throws HttpError as readBody does
 */
export async function readForm(
  req: Request,
  res: Response,
  session: UploadSession,
  bound: number,
): Promise<void> {
  try {
    if (!req.is('multipart')) await readUrlencoded(req, res, { bytes: fieldBytes, fields: 200 }, '&');
    else {
      // The rules for files are the engine's: there a file too many or too long spoils nothing else.
      const limits = {
        field_bytes: fieldBytes,
        all_bytes: bound,
        fields: 200,
        files: mostOpenFiles,
        file_bytes: bound,
      };
      await readMultipart(req, res, limits, (open) => fileEngine(session, open));
    }
  } finally {
    req.body ??= {};
  }
}
