// comments/rest/receive.ts: the body of a new comment: JSON or a form, which may bring files.
import type { Request } from 'express';
import type { User } from '../../accounts/user.ts';
import { readersRules } from '../../attachments/form.ts';
import { attachmentSettings } from '../../attachments/settings.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { readJson } from '../../base/http/form-body.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { StagedFile } from '../../media/media.ts';
import { receiveFiles } from '../../media/uploads/upload.ts';
import { discussion } from '../settings.ts';
import { refuseStrangers } from './refusals.ts';

const size = { bytes: 1_048_576, fields: 50 };

/** Reads it; files wait in `req.received`. Strangers are turned away before a byte is read. @throws HttpError */
export async function receiveComment(
  blog: Blog,
  { asker, req, res }: Pick<RestCall, 'asker' | 'req' | 'res'>,
): Promise<unknown> {
  refuseStrangers(asker, await settings(blog.db, discussion));
  if (!req.is('multipart')) {
    await readJson(req, res, size);
    return req.body;
  }
  const sender = { user: asker?.user, ip: clientAddress(req) };
  const receive = receiveFiles(blog, () => readersRules(blog, sender));
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown) => (error ? reject(error as Error) : resolve());
    Promise.resolve(receive(req, res, done)).catch(reject);
  });
  return req.body;
}

/** The files that came. */
export const filesIn = ({ received }: Request): StagedFile[] => received?.files ?? [];

/** @throws HttpError for the first refused file, or when a comment must bring one */
export async function refuseFiles(blog: Blog, { received }: Request, user: User | undefined): Promise<void> {
  const [refused] = received?.refused ?? [];
  if (refused) throw restError(refused.status, 'rest_comment_file_refused', refused.reason);
  const { required_attachment } = await settings(blog.db, attachmentSettings);
  if (required_attachment && !received?.files.length && !user)
    throw restError(400, 'rest_comment_file_required', 'Please attach a file: comments here come with one.');
}
