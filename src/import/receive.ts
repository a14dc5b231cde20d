// import/receive.ts: takes an export's file from the form, straight to disk.
import crypto from 'node:crypto';
import fs from 'node:fs';
import type { RequestHandler } from 'express';
import multer from 'multer';
import { badRequest, httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { importsFolder } from './run-import.ts';

/** 8 GiB: more than any blog's texts; the disk is the real limit. */
const maxBytes = 8 * 1024 ** 3;

/** Reads the form; the file stands in `req.file`, under a name made here. */
export function receiveExport(blog: Blog): RequestHandler {
  const upload = multer({
    defParamCharset: 'utf8',
    storage: multer.diskStorage({
      destination: (_req, _file, done) => {
        const folder = importsFolder(blog);
        fs.mkdir(folder, { recursive: true }, (error) => done(error, folder));
      },
      filename: (_req, _file, done) => done(null, `${crypto.randomUUID()}.xml`),
    }),
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: 10,
      parts: 11,
      fieldSize: 10_000,
      fieldNameSize: 100,
      headerPairs: 20,
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
    },
  }).single('file');
  return (req, res, next) => {
    void upload(req, res, (error: unknown) => {
      if (isMalformed(error)) {
        next(badRequest('The form did not arrive whole. Choose the file and send it once more.'));
      } else if (error instanceof multer.MulterError) {
        next(
          httpError(413, 'export_too_large', 'The form was too large. Use the command line for this file.'),
        );
      } else next(error);
    });
  };
}

/** The parser's own complaints carry no code; errors of the disk do. */
const isMalformed = (error: unknown): boolean => error instanceof Error && !('code' in error);
