// media/uploads/partial-finish.ts: ends an upload in parts: the whole is checked like any file, then kept.
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { inTransaction } from '../../base/database/database.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { httpError, isHttpError, notFound } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { checkFile } from './check-file.ts';
import { checkDisk } from './disk.ts';
import { randomWord } from '../file-name.ts';
import { storeMedia } from '../store.ts';
import type { Media, StagedFile } from '../media.ts';
import { bytesOf, type PartialUpload } from './partial.ts';
import { deletePartial, lockPartial, updatePartial } from './partial-queries.ts';
import { findMedia } from '../queries.ts';
import type { UploadRules } from './rules.ts';

/** Uploads that are being finished, by id: asking many times at once makes no copies, which would fill the disk. */
const finishing = new Map<string, Promise<Media>>();

/**
 * Keeps the file in the library. Asked twice, it gives the same file. What is refused is forgotten with all its parts.
 * @throws HttpError 409 while something is missing; 415
 */
export async function finishPartial(blog: Blog, partial: PartialUpload, rules: UploadRules): Promise<Media> {
  const mine = finishing.get(partial.id) ?? finish(blog, partial, rules);
  finishing.set(partial.id, mine);
  try {
    return await mine;
  } finally {
    if (finishing.get(partial.id) === mine) finishing.delete(partial.id);
  }
}

async function finish(blog: Blog, partial: PartialUpload, rules: UploadRules): Promise<Media> {
  if (partial.media_id) return finished(blog, partial.media_id);
  if ((await bytesOf(blog, partial)) !== partial.byte_size)
    throw httpError(409, 'other_offset', __('Not all of the file has come yet.'));
  const file = randomWord();
  const full = path.join(blog.storage.staging, file);
  try {
    await checkDisk(blog, partial.byte_size);
    // Who still holds a line to the parts can change them, but not what is inspected and kept.
    await fs.copyFile(path.join(blog.storage.staging, partial.file), full, fs.constants.COPYFILE_EXCL);
    const staged = await inspect(blog, partial, { file, full, rules });
    return await store(blog, partial, staged);
  } finally {
    await fs.rm(full, { force: true });
  }
}

async function finished(blog: Blog, id: number): Promise<Media> {
  const media = await findMedia(blog.db, id);
  if (!media) throw notFound('upload');
  return media;
}

async function inspect(
  blog: Blog,
  partial: PartialUpload,
  { file, full, rules }: { file: string; full: string; rules: UploadRules },
): Promise<StagedFile> {
  const { name } = partial;
  try {
    const facts = await checkFile(full, name, rules);
    const known = { id: crypto.randomUUID(), form_key: '', file, name, network: '', alternative_text: '' };
    return { ...known, room: 'library', received_at: blog.now(), ...facts };
  } catch (error) {
    if (isHttpError(error)) await forgetPartial(blog, partial);
    throw error;
  }
}

function store(blog: Blog, { id, user_id, file }: PartialUpload, staged: StagedFile): Promise<Media> {
  return inTransaction(blog, async (blog) => {
    const now = await lockPartial(blog.db, id);
    if (!now) throw notFound('upload');
    if (now.media_id) return finished(blog, now.media_id);
    const media = await storeMedia(blog, staged, { source: 'library', uploaded_by: user_id });
    await updatePartial(blog.db, id, { media_id: media.id, touched_at: blog.now() });
    await addJob(blog, 'media.let-go', { file });
    return media;
  });
}

/** Deletes an upload and the bytes received of it. */
export async function forgetPartial(blog: Blog, { id, file }: PartialUpload): Promise<void> {
  await deletePartial(blog.db, id);
  await fs.rm(path.join(blog.storage.staging, file), { force: true });
}
