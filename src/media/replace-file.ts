// media/replace-file.ts: puts a received file in the place of a kept one, under the same address.
import fs from 'node:fs/promises';
import path from 'node:path';
import { addJob } from '../base/jobs/jobs.ts';
import { badRequest, httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { changeFile } from './change-file.ts';
import { typeLabel } from './file-types.ts';
import type { Media, WaitingFile } from './media.ts';
import { needsPreparation } from './pictures/preparation.ts';
import { deleteWaiting } from './uploads/staged-queries.ts';

/** A file that lies elsewhere has no bytes here; the poster of an embed follows its embed. */
export const mayBeReplaced = ({ file, source }: Media): boolean => file !== null && source !== 'embed';

/** Its words stay; edits of the old file and its original go. Announces `media.kept`. @throws HttpError 400, 409 or 415 */
export async function replaceFile(blog: Blog, media: Media, waiting: WaitingFile): Promise<void> {
  if (!mayBeReplaced(media)) throw badRequest('This file cannot be replaced here.');
  if (waiting.mime_type !== media.mime_type) {
    const [old, given] = [media, waiting].map(({ name, mime_type }) => typeLabel(name, mime_type));
    throw httpError(
      415,
      'other_type',
      `“${waiting.name}” is of another type (${given}). The address stays, so it must be of type ${old} again.`,
    );
  }
  const received = path.join(blog.storage.waiting, waiting.file);
  await changeFile(blog, media, {
    write: (to) => fs.link(received, to),
    async row(blog, now) {
      await deleteWaiting(blog.db, waiting.form_key, [waiting.id]);
      await addJob(blog, 'media.let-go', {
        file: waiting.file,
        kept: now.original_file ? [now.original_file] : [],
      });
      const { byte_size, width, height, frames, mime_type } = waiting;
      const status = needsPreparation(mime_type, byte_size) ? 'waiting' : 'ready';
      return { byte_size, width, height, frames, status, original_file: null };
    },
  });
}
