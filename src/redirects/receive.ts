// redirects/receive.ts: takes a file of redirects from a form; it stays in memory, and is small.
import type { Request, Response } from 'express';
import type multer from 'multer';
import { badRequest } from '../base/errors.ts';
import { readMultipart } from '../base/http/multipart-body.ts';
import { __ } from '../base/language/gettext.ts';

const most = 2 * 1024 * 1024;
const limits = { field_bytes: most, all_bytes: most, fields: 5, files: 1, file_bytes: most };

/** @returns the text of the file; @throws HttpError 400 without one, or when it is no text; what readMultipart throws */
export async function receiveText(req: Request, res: Response): Promise<string> {
  const pieces: Buffer[] = [];
  const storage: multer.StorageEngine = {
    _handleFile(_req, { stream }, done) {
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => done(null, {}));
      stream.on('error', done);
    },
    _removeFile: (_req, _file, done) => done(null),
  };
  await readMultipart(req, res, limits, () => storage);
  const bytes = Buffer.concat(pieces);
  if (!bytes.length) throw badRequest(__('Choose a file with redirects first.'));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(__('The file is no text in UTF-8. Save it as CSV in UTF-8, then choose it again.'));
  }
}
