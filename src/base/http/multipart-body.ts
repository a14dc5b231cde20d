// base/http/multipart-body.ts: reads a form with files: fields into the request, files to the storage engine that the caller names.
import type { Readable, Writable } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { guessLatin1 } from '../html/decode.ts';
import { keepLanguage } from '../language/current.ts';
import { readBody, type OpenBody } from './read-body.ts';

export interface MultipartLimits {
  /** Bytes of all fields together, with their names and heads. */
  field_bytes: number;
  /** Bytes of the whole body. */
  all_bytes: number;
  fields: number;
  files: number;
  /** Bytes of one file. */
  file_bytes: number;
}

/**
 * Reads a multipart body (RFC 7578); names are flat, and a name sent twice becomes a list.
 * @param storageFor multer's storage for the files; it says with `passOn` what left the memory
 * @throws HttpError as readBody does
 */
export async function readMultipart(
  req: Request,
  res: Response,
  limits: MultipartLimits,
  storageFor: (open: OpenBody) => multer.StorageEngine,
): Promise<void> {
  const { field_bytes, all_bytes } = limits;
  // A field or a file that was cut short ends here, and so does the form.
  const delimiter = `\r\n--${boundaryOf(req)}`;
  const ending = `${delimiter}--\r\n`;
  await readBody(req, res, { held_bytes: field_bytes, all_bytes, ending, delimiter }, (open) =>
    parser(limits, announced(storageFor(open), open), open),
  );
}

/** The same storage; the body hears when a file begins. A name may have come in any charset: nothing says in which. */
function announced(storage: multer.StorageEngine, open: OpenBody): multer.StorageEngine {
  // The stream calls it, not the request: what is refused is refused in the language of the request.
  const handle = keepLanguage(storage._handleFile.bind(storage));
  return {
    _handleFile(req, file, done) {
      open.beginFile();
      file.originalname = guessLatin1(file.originalname);
      handle(req, file, done);
    },
    _removeFile: (...given) => storage._removeFile(...given),
  };
}

// More than the longest text of a comment four times over: what is longer is refused, and keeps its beginning.
const mostOfField = 320 * 1024;

function parser(limits: MultipartLimits, storage: multer.StorageEngine, open: OpenBody): RequestHandler {
  const options: Options = {
    storage,
    streamHandler(req, busboy) {
      // Before multer's own listener, which would drop the field and all that follow it.
      busboy.prependListener('field', (_name: string, _value: string, info: FieldInfo) => {
        if (info.valueTruncated) open.refuse();
        info.valueTruncated = false;
      });
      req.pipe(busboy);
    },
    // A byte a character.
    defParamCharset: 'latin1',
    preservePath: false,
    limits: {
      fileSize: limits.file_bytes,
      files: limits.files,
      fields: limits.fields,
      parts: limits.fields + limits.files,
      fieldSize: Math.min(mostOfField, limits.field_bytes),
      fieldNameSize: 200,
      headerPairs: 50,
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
    },
  };
  return multer(options).any();
}

/** multer 2.5 knows `streamHandler`; its types do not yet. */
type Options = multer.Options & { streamHandler(req: Readable, busboy: Writable): void };

interface FieldInfo {
  valueTruncated: boolean;
}

/** RFC 2046, section 5.1.1: a token, or a quoted string. */
function boundaryOf(req: Request): string {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(req.get('content-type') ?? '');
  return found?.[1] ?? found?.[2] ?? '';
}
