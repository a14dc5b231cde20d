// media/pictures/edit-image.ts: turns, mirrors, crops and shrinks a picture; what it was at first is kept and can come back.
import fs from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { addJob } from '../../base/jobs/jobs.ts';
import { badRequest, httpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { changeFile } from '../change-file.ts';
import { encodeAs } from './clean-image.ts';
import { dimensionsOf, inTurn, isDecodable, openImage } from './images.ts';
import type { Media } from '../media.ts';

/** In pixels of the picture as it is shown now. */
export type ImageEdit =
  | { act: 'rotate'; angle: 90 | 270 }
  | { act: 'flip'; axis: 'horizontal' | 'vertical' }
  | { act: 'crop'; x: number; y: number; width: number; height: number }
  | { act: 'scale'; width: number };

/** Why a file cannot be edited, as a sentence; undefined when it can. */
export function whyNotEditable(media: Media): string | undefined {
  if (!media.file || !isDecodable(media.mime_type)) return 'Files of this kind cannot be edited here.';
  if ((media.frames ?? 1) > 1) return 'This picture moves; only still ones can be edited.';
  if (media.status === 'waiting') return 'The picture is still being prepared. Try again in a moment.';
  if (media.status === 'failed' || !media.width || !media.height) return 'This picture is damaged.';
  return undefined;
}

/** Announces `media.kept`. @throws HttpError 400, 409 or 422 */
export async function editImage(blog: Blog, media: Media, edit: ImageEdit): Promise<void> {
  const why = whyNotEditable(media);
  if (why) throw badRequest(why);
  checkBounds(media as Media & { width: number; height: number }, edit);
  await changeFile(blog, media, {
    write: (to) => inTurn(() => draw(blog, media, edit, to)),
    async row(blog, now, written) {
      const original_file = now.original_file ?? originalKey(now);
      if (!now.original_file) {
        // A key left by an edit that came to nothing.
        await blog.storage.remove(original_file);
        await blog.storage.put(original_file, blog.storage.path(now.file!));
      }
      return { ...(await factsOf(written)), original_file };
    },
  });
}

/** Puts the picture back as it was before its first edit. @throws HttpError 400 or 409 */
export async function restoreImage(blog: Blog, media: Media): Promise<void> {
  const original = media.original_file;
  if (!original) throw badRequest('This picture is as it came; there is nothing to restore.');
  await changeFile(blog, media, {
    write: (to) => fs.link(blog.storage.path(original), to),
    async row(blog, _now, written) {
      await addJob(blog, 'media.let-go', { kept: [original] });
      return { ...(await factsOf(written)), original_file: null };
    },
  });
}

async function factsOf(file: string): Promise<Partial<Media>> {
  const { width, height, frames } = await dimensionsOf(file);
  const { size } = await fs.stat(file);
  return { width, height, frames, byte_size: size };
}

/** Such as 2026/11/k3v9…-v1.jpg: no other version will ever be called so. */
const originalKey = ({ file, version }: Media): string => file!.replace(/(\.[^./]*)$/, `-v${version}$1`);

function checkBounds(media: { width: number; height: number }, edit: ImageEdit): void {
  if (edit.act === 'scale' && edit.width >= media.width)
    throw badRequest(`Pictures are only made smaller: give less than ${media.width} pixels.`);
  if (edit.act === 'scale' && edit.width < 1) throw badRequest('At least one pixel must be left.');
  if (edit.act !== 'crop') return;
  const { x, y, width, height } = edit;
  if (x < 0 || y < 0 || width < 1 || height < 1)
    throw badRequest('The part must begin inside the picture and have a width and a height.');
  if (x + width > media.width || y + height > media.height)
    throw badRequest(
      `The part reaches beyond the picture, which has ${media.width} × ${media.height} pixels.`,
    );
}

async function draw(blog: Blog, media: Media, edit: ImageEdit, to: string): Promise<void> {
  try {
    // As it is shown: a picture that came lying on its side stands before anything else happens.
    const image = await openImage(blog.storage.path(media.file!), { autoOrient: true });
    await encodeAs(edited(image, edit), media.mime_type).toFile(to);
  } catch (error) {
    blog.log.warn({ err: error, media_id: media.id }, 'a picture could not be edited');
    throw httpError(422, 'not_edited', 'The picture could not be edited: it is damaged, or takes too long.');
  }
}

function edited(image: Sharp, edit: ImageEdit): Sharp {
  switch (edit.act) {
    case 'rotate':
      return image.rotate(edit.angle);
    case 'flip':
      return edit.axis === 'horizontal' ? image.flop() : image.flip();
    case 'crop':
      return image.extract({ left: edit.x, top: edit.y, width: edit.width, height: edit.height });
    case 'scale':
      return image.resize({ width: edit.width, withoutEnlargement: true });
  }
}
