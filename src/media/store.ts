// media/store.ts: stores a file for good: into its folder, then a row, then the work that prepares it.
import crypto from 'node:crypto';
import path from 'node:path';
import { announce } from '../announcements.ts';
import { httpError } from '../base/errors.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { extensionOf, typeOf } from './file-types.ts';
import { newFileKey } from './file-name.ts';
import type { Media, StagedFile } from './media.ts';
import { needsPreparation } from './pictures/preparation.ts';
import { insertMedia } from './queries.ts';
import { mediaSettings } from './settings.ts';
import { stagedFromBytes } from './uploads/staged-bytes.ts';
import { deleteStaged } from './uploads/staged-queries.ts';

/** Where the file comes from, and anything else that is already known about it. */
export type Origin = Pick<Media, 'source'> & Partial<Media>;

/**
 * Keeps a received file. Call it inside the transaction that writes what the file belongs to: a rollback leaves the
 * file staged, and the sweeper removes the copy that has no row. Files of comments are closed to the public until
 * `setMediaPublic` opens them. Announces `media.kept`.
 * @throws HttpError 409 when the file is not there any more
 */
export async function storeMedia(blog: Blog, staged: StagedFile, origin: Origin): Promise<Media> {
  const extension = typeOf(extensionOf(staged.name))?.kept_as ?? 'bin';
  const { uploads_use_yearmonth_folders } = await settings(blog.db, mediaSettings);
  const file = newFileKey(blog.now(), extension, uploads_use_yearmonth_folders);
  await blog.storage.put(file, path.join(blog.storage.staging, staged.file)).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? gone(staged.name) : error;
  });
  const media = await insertMedia(blog.db, {
    file,
    name: staged.name,
    slug: slugOf(staged.name),
    title: staged.name.replace(/\.[^.]*$/, ''),
    mime_type: staged.mime_type,
    byte_size: staged.byte_size,
    width: staged.width,
    height: staged.height,
    frames: staged.frames,
    alternative_text: staged.alternative_text,
    uploaded_at: blog.now(),
    is_public: origin.source !== 'comment',
    // A file that carries nothing to remove can be read at once.
    status: needsPreparation(staged.mime_type, staged.byte_size) ? 'waiting' : 'ready',
    ...origin,
  });
  await deleteStaged(blog.db, staged.form_key, [staged.id]);
  await addJob(blog, 'media.let-go', { file: staged.file });
  await announce(blog, 'media.kept', { media_id: media.id });
  return media;
}

const gone = (name: string) =>
  httpError(
    409,
    'file_gone',
    `“${name}” is not here any more: it waited, and made room for other files. Choose it again, and send this once more.`,
  );

/**
 * Keeps bytes that were fetched or read from an import. The kind comes from the bytes; a name with another extension
 * gets the right one.
 * @throws HttpError 415 when the bytes are of no kind that is known
 */
export async function storeBytes(
  blog: Blog,
  { name, body, ...origin }: { name: string; body: Buffer } & Origin,
): Promise<Media> {
  return storeMedia(blog, await stagedFromBytes(blog, name, body), origin);
}

function slugOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .normalize('NFKD');
  const slug = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug.slice(0, 180) || `file-${crypto.randomBytes(4).toString('hex')}`;
}
