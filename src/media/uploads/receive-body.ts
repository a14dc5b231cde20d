// media/uploads/receive-body.ts: receives a body that is one file, as programs send it: streamed to disk and checked like a form's.
import type { Request, Response } from 'express';
import { readBody } from '../../base/http/read-body.ts';
import type { Blog } from '../../blog.ts';
import { formBytes } from '../limits.ts';
import { abortUploads, commitUploads } from './commit.ts';
import { senderOf } from './network.ts';
import type { UploadRules } from './rules.ts';
import { closeUploadSession, openUploadSession } from './session.ts';
import { receiveFile } from './storage-engine.ts';

/** Bytes on their way to the disk. */
const heldBytes = 2 ** 18;

/**
 * Reads the body into `req.received`; a refused file is listed there.
 * @param file what its sender calls it, and the MD5 it is said to have, in hexadecimal
 * @throws HttpError as readBody does
 */
export async function receiveBody(
  blog: Blog,
  { req, res }: { req: Request; res: Response },
  { name, md5 }: { name: string; md5?: string | undefined },
  rules: UploadRules,
): Promise<void> {
  const announced = req.get('content-length');
  const sender = senderOf(blog, req, rules.area);
  const session = openUploadSession(blog, rules, sender, announced ? Number(announced) : undefined);
  session.expected_md5 = md5;
  const budget = { held_bytes: heldBytes, all_bytes: formBytes(rules) };
  try {
    await readBody(req, res, budget, (open) => (_standIn, _res, done) => {
      open.beginFile();
      receiveFile(session, open, { originalname: name, stream: open.source }).then(() => done(), done);
    });
    req.received = await commitUploads(session, {});
  } catch (error) {
    await abortUploads(session);
    throw error;
  } finally {
    closeUploadSession(session);
  }
}
