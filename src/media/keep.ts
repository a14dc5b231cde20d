// media/keep.ts: keeps a file for good: into its folder, then a row, then the work that prepares it.
import crypto from 'node:crypto';
import path from 'node:path';
import { announce } from '../announcements.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { extensionOf, typeOf } from './file-types.ts';
import { newFileKey } from './file-name.ts';
import type { Media, WaitingFile } from './media.ts';
import { needsPreparation } from './pictures/preparation.ts';
import { insertMedia } from './queries.ts';
import { mediaSettings } from './settings.ts';
import { waitingFromBytes } from './uploads/staged-bytes.ts';
import { deleteWaiting } from './uploads/staged-queries.ts';

/** Where the file comes from, and anything else that is already known about it. */
export type Origin = Pick<Media, 'source'> & Partial<Media>;

/**
 * Keeps a received file. Call it inside the transaction that writes what the file belongs to: a rollback leaves the
 * file waiting, and the sweeper removes the copy that has no row. Files of comments are closed to the public until
 * `setMediaPublic` opens them. Announces `media.kept`.
 */
export async function keepMedia(blog: Blog, waiting: WaitingFile, origin: Origin): Promise<Media> {
  const extension = typeOf(extensionOf(waiting.name))?.kept_as ?? 'bin';
  const { uploads_use_yearmonth_folders } = await settings(blog.db, mediaSettings);
  const file = newFileKey(blog.now(), extension, uploads_use_yearmonth_folders);
  await blog.storage.put(file, path.join(blog.storage.waiting, waiting.file));
  const media = await insertMedia(blog.db, {
    file,
    name: waiting.name,
    slug: slugOf(waiting.name),
    title: waiting.name.replace(/\.[^.]*$/, ''),
    mime_type: waiting.mime_type,
    byte_size: waiting.byte_size,
    width: waiting.width,
    height: waiting.height,
    frames: waiting.frames,
    alternative_text: waiting.alternative_text,
    uploaded_at: blog.now(),
    is_public: origin.source !== 'comment',
    // A file that carries nothing to remove can be read at once.
    status: needsPreparation(waiting.mime_type, waiting.byte_size) ? 'waiting' : 'ready',
    ...origin,
  });
  await deleteWaiting(blog.db, waiting.form_key, [waiting.id]);
  await addJob(blog, 'media.let-go', { file: waiting.file });
  await announce(blog, 'media.kept', { media_id: media.id });
  return media;
}

/**
 * Keeps bytes that were fetched or read from an import. The kind comes from the bytes; a name with another extension
 * gets the right one.
 * @throws HttpError 415 when the bytes are of no kind that is known
 */
export async function keepBytes(
  blog: Blog,
  { name, body, ...origin }: { name: string; body: Buffer } & Origin,
): Promise<Media> {
  return keepMedia(blog, await waitingFromBytes(blog, name, body), origin);
}

function slugOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .normalize('NFKD');
  const slug = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug.slice(0, 180) || `file-${crypto.randomBytes(4).toString('hex')}`;
}
