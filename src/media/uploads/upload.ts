// media/uploads/upload.ts: receives a form with files: streams them to disk, checks them, and keeps the rest of the form.
import type { Request, RequestHandler } from 'express';
import type { Blog } from '../../blog.ts';
import { abortUploads, commitUploads } from './commit.ts';
import { closeUploadSession, openUploadSession } from './session.ts';
import { formBytes } from '../limits.ts';
import type { ReceivedFiles, UploadRules } from './rules.ts';
import { senderOf } from './network.ts';
import { readForm } from './read-form.ts';

declare module 'express-serve-static-core' {
  interface Request {
    received?: ReceivedFiles;
  }
}

/**
 * Reads the body of a form (multipart or urlencoded) into `req.body` and its files into `req.received`.
 * Fields it understands: `form_key`; `remove_attachment` (ids of files to remove); `attachment_alt_ID` and, for
 * the files of this request in order, `attachment_alt` (alternative texts).
 * @param md5 what the file of a form with one file is said to have, in hexadecimal
 * A refused file never spoils the form: it is listed in `req.received.refused`, and the route draws the form again.
 * @throws HttpError 400, 408, 413 or 503 when the form itself is malformed, too slow, far too large, or finds no memory left;
 * what came until then is in `req.body`
 */
export function receiveFiles(
  blog: Blog,
  rulesFor: (req: Request) => UploadRules | Promise<UploadRules>,
  { md5 }: { md5?: string | undefined } = {},
): RequestHandler {
  return async (req, res, next) => {
    const rules = await rulesFor(req);
    const announced = req.get('content-length');
    const sender = senderOf(blog, req, rules.area);
    const session = openUploadSession(blog, rules, sender, announced ? Number(announced) : undefined);
    const bound = formBytes(rules);
    session.is_too_large = Number(announced ?? 0) > bound;
    session.expected_md5 = md5;
    try {
      await readForm(req, res, session, bound);
      req.received = await commitUploads(session, req.body as Record<string, unknown>);
    } catch (error) {
      await abortUploads(session);
      if (res.headersSent) return;
      throw error;
    } finally {
      closeUploadSession(session);
    }
    next();
  };
}
