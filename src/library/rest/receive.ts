// library/rest/receive.ts: the body of a new file: a form with one, or the bytes themselves.
import { parse } from 'content-disposition';
import type { Request } from 'express';
import { guessLatin1 } from '../../base/html/decode.ts';
import { restError, type RestCall, type RestError } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import type { StagedFile } from '../../media/media.ts';
import { receiveBody } from '../../media/uploads/receive-body.ts';
import { receiveFiles } from '../../media/uploads/upload.ts';
import { uploadRules } from '../upload-rules.ts';

/**
 * Reads it; the file waits in `req.received`. Of a form the fields are given, else none: they stand in the query.
 * @throws HttpError 400 for a body without a name, and as receiveFiles and receiveBody do
 */
export async function receiveMedia(
  blog: Blog,
  { req, res }: Pick<RestCall, 'req' | 'res'>,
): Promise<unknown> {
  const rules = { ...(await uploadRules(blog)), max_count: 1 };
  const md5 = md5Of(req);
  if (!req.is('multipart')) {
    await receiveBody(blog, { req, res }, { name: nameOf(req), md5 }, rules);
    return {};
  }
  const receive = receiveFiles(blog, () => rules, { md5 });
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown) => (error ? reject(error as Error) : resolve());
    Promise.resolve(receive(req, res, done)).catch(reject);
  });
  return req.body;
}

/** What the sender calls the file (RFC 6266). @throws HttpError 400 */
function nameOf(req: Request): string {
  const isEmpty = req.get('transfer-encoding') === undefined && Number(req.get('content-length') ?? 0) === 0;
  if (isEmpty) throw noData();
  if (!req.get('content-type'))
    throw restError(400, 'rest_upload_no_content_type', 'No Content-Type supplied.');
  const given = req.get('content-disposition');
  if (!given) throw restError(400, 'rest_upload_no_content_disposition', 'No Content-Disposition supplied.');
  const name = nameIn(given);
  if (!name)
    throw restError(
      400,
      'rest_upload_invalid_disposition',
      'Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as `attachment; filename="image.png"` or similar.',
    );
  return name;
}

function nameIn(given: string): string | undefined {
  try {
    const { filename } = parse(given).parameters;
    return typeof filename === 'string' ? guessLatin1(filename) : undefined;
  } catch {
    return undefined;
  }
}

/** WordPress takes it in hexadecimal, HTTP had it in base64 (RFC 1864). @throws HttpError 412 for what is neither */
function md5Of(req: Request): string | undefined {
  const given = req.get('content-md5')?.trim();
  if (!given) return undefined;
  if (/^[0-9a-f]{32}$/i.test(given)) return given.toLowerCase();
  const bytes = Buffer.from(given, 'base64');
  if (bytes.length !== 16) throw otherHash();
  return bytes.toString('hex');
}

/** The file that came. @throws HttpError 400 when none did, else why it was refused */
export function fileIn({ received }: Request): StagedFile {
  const [file] = received?.fresh ?? [];
  if (file) return file;
  const [refused] = received?.refused ?? [];
  if (!refused) throw noData();
  if (refused.status === 412) throw otherHash();
  const code = refused.status === 413 ? 'rest_upload_file_too_big' : 'rest_upload_unknown_error';
  throw restError(refused.status, code, refused.reason);
}

const noData = (): RestError => restError(400, 'rest_upload_no_data', 'No data supplied.');
const otherHash = (): RestError =>
  restError(412, 'rest_upload_hash_mismatch', 'Content hash did not match expected.');
