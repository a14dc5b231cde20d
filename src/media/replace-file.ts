// media/replace-file.ts: puts a received file in the place of a kept one, under the same address.
import fs from 'node:fs/promises';
import path from 'node:path';
import { addJob } from '../base/jobs/jobs.ts';
import { badRequest, httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { changeFile } from './change-file.ts';
import { typeLabel } from './file-types.ts';
import type { Media, StagedFile } from './media.ts';
import { needsPreparation } from './pictures/preparation.ts';
import { deleteStaged } from './uploads/staged-queries.ts';

/** A file that lies elsewhere has no bytes here; the poster of an embed follows its embed. */
export const mayBeReplaced = ({ file, source }: Media): boolean => file !== null && source !== 'embed';

/** Its words stay; edits of the old file and its original go. Announces `media.kept`. @throws HttpError 400, 409 or 415 */
export async function replaceFile(blog: Blog, media: Media, staged: StagedFile): Promise<void> {
  if (!mayBeReplaced(media)) throw badRequest('This file cannot be replaced here.');
  if (staged.mime_type !== media.mime_type) {
    const [old, given] = [media, staged].map(({ name, mime_type }) => typeLabel(name, mime_type));
    throw httpError(
      415,
      'other_type',
      `“${staged.name}” is of another type (${given}). The address stays, so it must be of type ${old} again.`,
    );
  }
  const received = path.join(blog.storage.staging, staged.file);
  await changeFile(blog, media, {
    write: (to) => fs.link(received, to),
    async row(blog, now) {
      await deleteStaged(blog.db, staged.form_key, [staged.id]);
      await addJob(blog, 'media.let-go', {
        file: staged.file,
        kept: now.original_file ? [now.original_file] : [],
      });
      const { byte_size, width, height, frames, mime_type } = staged;
      const status = needsPreparation(mime_type, byte_size) ? 'waiting' : 'ready';
      return { byte_size, width, height, frames, status, original_file: null };
    },
  });
}
