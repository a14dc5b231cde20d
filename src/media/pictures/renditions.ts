// media/pictures/renditions.ts: smaller copies of a picture, in the sizes of the settings; no other size is ever made.
import fs from 'node:fs/promises';
import path from 'node:path';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { openImage } from './images.ts';
import { needsCopies } from './preparation.ts';
import type { Media, Rendition } from '../media.ts';
import { mediaSettings, sizesOf, type Size } from '../settings.ts';

type Picture = Pick<Media, 'mime_type' | 'version'> & {
  file: string;
  width: number;
  height: number;
  frames: number;
};

/**
 * Makes those sizes that are smaller than the picture, as WebP. Running again writes the same files again.
 * @param pixels where the picture can be read, when that is not the file itself
 */
export async function makeRenditions(
  blog: Blog,
  picture: Picture,
  pixels = blog.storage.path(picture.file),
): Promise<Rendition[]> {
  const sizes = sizesOf(await settings(blog.db, mediaSettings));
  const made: Rendition[] = [];
  // One after another: a picture in memory is enough.
  for (const size of sizes) {
    if (size.crop ? isSmall(picture, size) : !isLarger(picture, size)) continue;
    made.push(await makeRendition(blog, picture, size, pixels));
  }
  // What browsers cannot show themselves needs a picture of its full size, up to the largest of the usual ones.
  if (needsCopies(picture.mime_type) && !made.some(({ name }) => name === whole.name)) {
    made.push(await makeRendition(blog, picture, { ...whole, name: 'full' }, pixels));
  }
  return made.toSorted((a, b) => a.width - b.width);
}

const whole: Size = { name: '2048x2048', width: 2048, height: 2048, crop: false };

async function makeRendition(
  blog: Blog,
  picture: Picture,
  { name, width, height, crop }: Size,
  pixels: string,
): Promise<Rendition> {
  const isMoving = picture.frames > 1;
  // A small still of an animation is enough for the crop; other sizes keep moving.
  const image = await openImage(pixels, { animated: isMoving && !crop });
  const temporary = path.join(
    blog.storage.staging,
    `rendition-${path.basename(picture.file)}-${picture.version}-${name}`,
  );
  try {
    const written = await image
      .resize({
        ...(Number.isFinite(width) && { width }),
        ...(Number.isFinite(height) && { height }),
        fit: crop ? 'cover' : 'inside',
        withoutEnlargement: true,
      })
      .keepIccProfile()
      .webp({ quality: 80, effort: 3 })
      .toFile(temporary);
    const high = written.pageHeight ?? written.height;
    const stem = picture.file.replace(/\.[^.]*$/, '');
    const { version } = picture;
    const file = `${stem}${version > 1 ? `-v${version}` : ''}-${written.width}x${high}.webp`;
    await blog.storage.replace(file, temporary);
    return {
      name,
      file,
      width: written.width,
      height: high,
      mime_type: 'image/webp',
      byte_size: written.size,
      ...(version > 1 && { version }),
    };
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

const isSmall = (picture: Picture, { width, height }: Size) =>
  picture.width < width && picture.height < height;
const isLarger = (picture: Picture, { width, height }: Size) =>
  picture.width > width || picture.height > height;
