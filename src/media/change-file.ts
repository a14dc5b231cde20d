// media/change-file.ts: puts other bytes under a file's address; the next version of the same file.
import fs from 'node:fs/promises';
import path from 'node:path';
import { announce } from '../announcements.ts';
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { Media } from './media.ts';
import { findMedia, lockMedia, updateMedia } from './queries.ts';

interface Change {
  /** Makes the new bytes at this path. */
  write(to: string): Promise<void>;
  /** What is then different in the row; runs in the transaction, with the row locked. */
  row(blog: Blog, media: Media, written: string): Promise<Partial<Media>>;
}

/**
 * The bytes are made first, next to the old ones, and replace them in one step. Renditions are made anew later.
 * Announces `media.kept`.
 * @throws HttpError 409 when somebody else changed the file meanwhile
 */
export async function changeFile(blog: Blog, media: Media, { write, row }: Change): Promise<void> {
  const written = path.join(
    blog.storage.staging,
    `change-${media.id}-${media.version}-${process.hrtime.bigint()}`,
  );
  try {
    await write(written).catch(async (error: unknown) => {
      // Its bytes may have gone while they were read: somebody else was quicker.
      const now = await findMedia(blog.db, media.id);
      throw now?.version === media.version ? error : changedMeanwhile();
    });
    await inTransaction(blog, async (blog) => {
      const now = await lockMedia(blog.db, media.id);
      if (now?.version !== media.version) throw changedMeanwhile();
      const changes = await row(blog, now, written);
      await updateMedia(blog.db, media.id, { ...changes, version: now.version + 1 });
      await announce(blog, 'media.kept', { media_id: media.id });
      // Last, so that nothing but the end of the transaction can still fail.
      await blog.storage.replace(media.file!, written);
    });
  } finally {
    await fs.rm(written, { force: true });
  }
}

const changedMeanwhile = () =>
  httpError(
    409,
    'changed_meanwhile',
    'Somebody else has changed this file meanwhile. Look at it, then try again.',
  );
