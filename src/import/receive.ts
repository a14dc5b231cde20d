// import/receive.ts: takes an export's file from the form, straight to disk.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import type multer from 'multer';
import { httpError, isHttpError } from '../base/errors.ts';
import { readMultipart } from '../base/http/multipart-body.ts';
import type { OpenBody } from '../base/http/read-body.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { importsFolder } from './run-import.ts';

/** 8 GiB: more than any blog's texts; the disk is the real limit. */
const maxBytes = 8 * 1024 ** 3;
const limits = { field_bytes: 65_536, all_bytes: maxBytes, fields: 10, files: 2, file_bytes: maxBytes };

/** An export on disk. */
export interface ReceivedExport {
  /** Its name in the folder of imports, made here. */
  file: string;
  /** Where it lies. */
  full: string;
  /** What the sender called it. */
  name: string;
  byte_size: number;
}

/** Files by the names of their fields. */
type Received = Partial<Record<'file' | 'uploads', ReceivedExport>>;

const received = new WeakMap<object, Received>();

/** The files that came with a request: the export, and a ZIP file of uploads. */
export const exportOf = (req: object): Received => received.get(req) ?? {};

export const removeReceived = async (found: Received): Promise<void> => {
  for (const { full } of Object.values(found)) await fs.promises.rm(full, { force: true });
};

/** Reads the form; `exportOf` gives its files. */
export function receiveExport(blog: Blog): RequestHandler {
  return async (req, res, next) => {
    const found: Received = {};
    const keep = async (open: OpenBody, { stream, fieldname, originalname: name }: Express.Multer.File) => {
      const field = fieldname === 'uploads' ? 'uploads' : 'file';
      if (found[field]) {
        stream.resume();
        throw httpError(
          400,
          'file_twice',
          __('The form brought two files under one name. Send it once more.'),
        );
      }
      const file = `${crypto.randomUUID()}.import`;
      const full = path.join(importsFolder(blog), file);
      await fs.promises.mkdir(importsFolder(blog), { recursive: true });
      const one = { file, full, name, byte_size: 0 };
      found[field] = one;
      one.byte_size = await write(open, stream, full);
    };
    try {
      await readMultipart(req, res, limits, (open) => storage((file) => keep(open, file)));
    } catch (error) {
      await removeReceived(found);
      throw isHttpError(error) && error.status === 413 ? tooLarge() : error;
    }
    received.set(req, found);
    next();
  };
}

const storage = (keep: (file: Express.Multer.File) => Promise<void>): multer.StorageEngine => ({
  _handleFile: (_req, file, done) => void keep(file).then(() => done(null, {}), done),
  _removeFile: (_req, _file, done) => done(null),
});

async function write(open: OpenBody, stream: Readable, full: string): Promise<number> {
  let bytes = 0;
  const counting = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      open.passOn(piece.length);
      done(null, piece);
    },
  });
  await pipeline(stream, counting, fs.createWriteStream(full, { flags: 'wx', mode: 0o640 }));
  return bytes;
}

const tooLarge = () =>
  httpError(413, 'export_too_large', __('The form was too large. Use the command line for this file.'));
