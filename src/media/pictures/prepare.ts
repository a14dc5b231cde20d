// media/pictures/prepare.ts: the background work on a kept file: metadata out, renditions made, then ready for everybody.
import fs from 'node:fs/promises';
import path from 'node:path';
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { cleanImage } from './clean-image.ts';
import { showsHeic, withPixels } from './heic.ts';
import { dimensionsOf, isDecodable, isTurned } from './images.ts';
import { isHeic } from './preparation.ts';
import { renditionsOf, type Media, type Rendition } from '../media.ts';
import { findMedia, lockMedia, updateMedia } from '../queries.ts';
import { makeRenditions } from './renditions.ts';
import { mediaSettings } from '../settings.ts';

/**
 * Makes a file fit for everybody's eyes; may run twice. A file that cannot be cleaned becomes `failed`: its bytes are
 * given to nobody but moderators. Announces `media.ready` in either case.
 */
export async function prepareMedia(blog: Blog, { media_id }: { media_id: number }): Promise<void> {
  const media = await findMedia(blog.db, media_id);
  if (!media?.file || media.status === 'failed') return;
  const changes = await changesOf(blog, media, media.file);
  await inTransaction(blog, async (blog) => {
    // Whoever changed the file meanwhile has announced it anew.
    if (!(await isUnchanged(blog, media))) {
      await letGoOf(blog, changes.renditions ?? [], media.renditions);
      return;
    }
    const former_renditions = formerOf(media, changes.renditions ?? media.renditions);
    await updateMedia(blog.db, media.id, { status: 'ready', ...changes, former_renditions });
    if (changes.renditions) await letGoOf(blog, media.renditions, changes.renditions);
    await announce(blog, 'media.ready', { media_id });
  });
}

async function isUnchanged(blog: Blog, { id, version }: Media): Promise<boolean> {
  return (await lockMedia(blog.db, id))?.version === version;
}

/** Names of sizes that were made of this version once and are no more: texts elsewhere still hold them. */
function formerOf(media: Media, made: Rendition[]): string[] {
  const now = new Set(made.map(({ file }) => file));
  const names = [...media.former_renditions, ...renditionsOf(media).map(({ file }) => file)];
  return [...new Set(names)].filter((file) => !now.has(file)).slice(-60);
}

/** Renditions that nothing names any more. */
async function letGoOf(blog: Blog, these: Rendition[], but: Rendition[]): Promise<void> {
  const left = new Set(but.map(({ file }) => file));
  const kept = these.map(({ file }) => file).filter((file) => !left.has(file));
  if (kept.length) await addJob(blog, 'media.let-go', { kept });
}

async function changesOf(blog: Blog, media: Media, file: string): Promise<Partial<Media>> {
  if (isHeic(media.mime_type)) return (await showsHeic(blog)) ? copied(blog, media, file) : {};
  return isDecodable(media.mime_type) ? prepared(blog, media, file) : {};
}

/** A picture that no browser shows keeps its file and gets copies; one that cannot be decoded stays a file to download. */
async function copied(blog: Blog, media: Media, file: string): Promise<Partial<Media>> {
  try {
    return await withPixels(blog, { ...media, file }, async (pixels) => {
      const { width, height } = await dimensionsOf(pixels);
      const renditions = await makeRenditions(blog, { ...media, file, width, height, frames: 1 }, pixels);
      return { width, height, frames: 1, renditions };
    });
  } catch (error) {
    blog.log.warn({ err: error, media_id: media.id }, 'a HEIC picture could not be decoded');
    return {};
  }
}

async function prepared(blog: Blog, media: Media, file: string): Promise<Partial<Media>> {
  const full = blog.storage.path(file);
  try {
    if (media.status === 'waiting' || (await isTurned(full))) await writeAnew(blog, media, file);
    const { width, height, frames } = await dimensionsOf(full);
    const { size } = await fs.stat(full);
    const renditions = await makeRenditions(blog, { ...media, file, width, height, frames });
    return { width, height, frames, byte_size: size, renditions, variants_due: true };
  } catch (error) {
    blog.log.warn({ err: error, media_id: media.id }, 'a picture could not be prepared');
    // One that was cleaned when it came does no harm as it is: browsers show what they can of it. Sizes of an earlier
    // version show what is there no more.
    return { renditions: renditionsOf(media), ...(media.status === 'waiting' && { status: 'failed' }) };
  }
}

/** Only pixels and colours, unless the settings keep more; the right way up. */
async function writeAnew(blog: Blog, media: Media, file: string): Promise<void> {
  const clean = path.join(blog.storage.staging, `clean-${media.id}-${media.version}`);
  try {
    const { strip_metadata } = await settings(blog.db, mediaSettings);
    const keeps = media.source === 'library' && !strip_metadata;
    await cleanImage(blog.storage.path(file), clean, media.mime_type, keeps);
    await inTransaction(blog, async (blog) => {
      if (await isUnchanged(blog, media)) await blog.storage.replace(file, clean);
    });
  } finally {
    await fs.rm(clean, { force: true });
  }
}
