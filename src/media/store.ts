// media/store.ts: stores a file for good: into its folder, then a row, then the work that prepares it.
import crypto from 'node:crypto';
import path from 'node:path';
import { announce } from '../announcements.ts';
import { httpError } from '../base/errors.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { extensionOf, typeOf } from './file-types.ts';
import { monthFolder, newFileKey } from './file-name.ts';
import type { Media, StagedFile } from './media.ts';
import { needsPreparation } from './pictures/preparation.ts';
import { insertMedia } from './queries.ts';
import { mediaSettings } from './settings.ts';
import { stagedFromBytes } from './uploads/staged-bytes.ts';
import { deleteStaged } from './uploads/staged-queries.ts';
import { wordKeys } from './uploads/word-keys.ts';

/** Where the file comes from, and anything else that is already known about it. */
export type Origin = Pick<Media, 'source'> & Partial<Media>;

/**
 * Keeps a received file. Call it inside the transaction that writes what the file belongs to: a rollback leaves the
 * file staged, and the sweeper removes the copy that has no row. Files of comments are closed to the public until
 * `setMediaPublic` opens them. Announces `media.kept`.
 * @throws HttpError 409 when the file is not there any more
 */
export async function storeMedia(blog: Blog, staged: StagedFile, origin: Origin): Promise<Media> {
  const file = await put(blog, staged, await keysFor(blog, staged.name, origin));
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

/**
 * Keys for the file, the best first. Its address keeps the words of its name where everybody may read it from now on;
 * what is held keeps an unguessable one, also when it is opened later.
 */
async function keysFor(blog: Blog, name: string, origin: Origin): Promise<string[]> {
  const extension = typeOf(extensionOf(name))?.kept_as ?? 'bin';
  const { uploads_use_yearmonth_folders: has_months } = await settings(blog.db, mediaSettings);
  const { source, is_public = source === 'library', post_is_public = true } = origin;
  const isOpen = source !== 'embed' && is_public && post_is_public;
  const words = isOpen ? await wordKeys(blog.db, monthFolder(blog.now(), has_months), name) : [];
  return [...words.map((one) => `${one}.${extension}`), newFileKey(blog.now(), extension, has_months)];
}

/** Puts the bytes under the first of these keys that is free. */
async function put(blog: Blog, { name, file }: StagedFile, keys: string[]): Promise<string> {
  for (const [at, key] of keys.entries()) {
    try {
      await blog.storage.put(key, path.join(blog.storage.staging, file));
      return key;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw gone(name);
      // Left by a transaction that came to nothing, or of one that is not finished.
      if (code !== 'EEXIST' || at === keys.length - 1) throw error;
    }
  }
  throw new Error('there is no key');
}

const gone = (name: string) =>
  httpError(
    409,
    'file_gone',
    __(
      '“%s” is not here any more: it waited, and made room for other files. Choose it again, and send this once more.',
      name,
    ),
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
