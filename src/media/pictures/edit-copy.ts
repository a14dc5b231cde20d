// media/pictures/edit-copy.ts: a changed copy of a picture, beside the one it was made of.
import fs from 'node:fs/promises';
import path from 'node:path';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, httpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { randomWord } from '../file-name.ts';
import type { Media } from '../media.ts';
import { storeBytes, type Origin } from '../store.ts';
import { encodeAs } from './clean-image.ts';
import { whyNotEditable } from './edit-image.ts';
import { inTurn, openImage } from './images.ts';

/** Parts are measured in percent of the picture as it then is. */
export type CopyStep =
  | { act: 'flip'; horizontal: boolean; vertical: boolean }
  | { act: 'rotate'; angle: number }
  | { act: 'crop'; left: number; top: number; width: number; height: number };

/**
 * Makes the copy and keeps it as a file of its own; the words of the first come along. Announces `media.kept`.
 * @throws HttpError 400 for what is no picture that can be changed, 422 for a damaged one
 */
export async function editCopy(
  blog: Blog,
  media: Media,
  steps: CopyStep[],
  more: Partial<Origin>,
): Promise<Media> {
  const why = whyNotEditable(media);
  if (why) throw badRequest(why);
  const body = await inTurn(() => drawn(blog, media, steps));
  const { title, caption, alternative_text, description, post_id } = media;
  const name = media.name.replace(/(?:-edited)?(\.[^.]*)?$/, '-edited$1');
  const words = { title, caption, alternative_text, description, post_id };
  return inTransaction(blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', ...words, ...more }),
  );
}

async function drawn(blog: Blog, media: Media, steps: CopyStep[]): Promise<Buffer> {
  // Between two steps the pixels lie on the disk: several pictures of fifty megapixels would be much memory.
  let from = blog.storage.path(media.file!);
  const between: string[] = [];
  try {
    for (const [at, step] of steps.entries()) {
      const to = path.join(blog.storage.staging, `copy-${randomWord()}`);
      between.push(to);
      await draw(from, step, to, at === 0);
      from = to;
    }
    return await encodeAs(await openImage(from), media.mime_type).toBuffer();
  } catch (error) {
    blog.log.warn({ err: error, media_id: media.id }, 'a picture could not be edited');
    throw httpError(422, 'not_edited', 'The picture could not be edited: it is damaged, or takes too long.');
  } finally {
    for (const file of between) await fs.rm(file, { force: true });
  }
}

async function draw(from: string, step: CopyStep, to: string, isFirst: boolean): Promise<void> {
  const image = await openImage(from, isFirst ? { autoOrient: true, sequentialRead: false } : {});
  const { autoOrient, width, height } = await image.metadata();
  const size = isFirst ? autoOrient : { width, height };
  if (step.act === 'flip') {
    // A picture that is mirrored both ways is one that stands on its head.
    if (step.vertical) image.flip();
    if (step.horizontal) image.flop();
  } else if (step.act === 'rotate') image.rotate(step.angle, { background: { r: 0, g: 0, b: 0, alpha: 0 } });
  else image.extract(partOf(step, size));
  await image.keepIccProfile().png({ compressionLevel: 1 }).toFile(to);
}

/** The part in pixels: inside the picture, and one pixel at least. */
function partOf(
  { left, top, width, height }: Extract<CopyStep, { act: 'crop' }>,
  size: { width: number; height: number },
) {
  const from = (share: number, whole: number) => Math.min(Math.round((share * whole) / 100), whole - 1);
  const [x, y] = [from(left, size.width), from(top, size.height)];
  const long = (share: number, whole: number, begin: number) =>
    Math.min(Math.max(Math.round((share * whole) / 100), 1), whole - begin);
  return { left: x, top: y, width: long(width, size.width, x), height: long(height, size.height, y) };
}
