// media/pictures/make-variants.ts: the smaller formats of a picture and its renditions: AVIF, and WebP of the file itself.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Sharp } from 'sharp';
import type { Blog } from '../../blog.ts';
import { inTurn, openImage } from './images.ts';
import { renditionsOf, type Media, type Variant } from '../media.ts';

/** The largest picture that pages show; what is larger is opened by itself, as it came. */
const most = { width: 2048, pixels: 8_000_000 };
/** Of smaller files nothing worth another one can be saved. */
const leastBytes = 4096;
const worthwhile = 0.9;

interface Source {
  file: string;
  mime_type: string;
  byte_size: number;
  width: number;
  height: number;
}

/**
 * Makes the variants that save at least a tenth: of still pictures and their sizes, and of a GIF that moves (its sizes are
 * WebP already). Running again writes the same files again. One that cannot be made is left out.
 */
export async function makeVariants(blog: Blog, media: Media): Promise<Variant[]> {
  if (!media.file || !media.width || !media.height) return [];
  const whole = { ...media, file: media.file, width: media.width, height: media.height };
  const made: Variant[] = [];
  const sizes = isMoving(media) ? [] : renditionsOf(media);
  for (const source of [...(isShownWhole(whole) ? [whole] : []), ...sizes]) {
    if (source.byte_size < leastBytes) continue;
    let smallest = source.byte_size;
    for (const mime_type of isMoving(media) ? formatsForMoving(source) : formatsFor(source)) {
      const variant = await inTurn(() => makeVariant(blog, media, source, mime_type, smallest * worthwhile));
      if (!variant) continue;
      made.push(variant);
      smallest = variant.byte_size;
    }
  }
  return made;
}

const isShownWhole = ({ mime_type, width, height }: Source) =>
  mime_type !== 'image/tiff' && width <= most.width && width * height <= most.pixels;

const isMoving = ({ frames }: Media) => (frames ?? 1) > 1;

// An AVIF that moves takes a minute to write; other moving pictures are small already.
const formatsForMoving = ({ mime_type }: Source) => (mime_type === 'image/gif' ? ['image/webp'] : []);

/** The most widely read first. A PNG is chosen for being exact, and stays so: letters would smear. */
function formatsFor({ mime_type }: Source): string[] {
  if (mime_type === 'image/avif') return [];
  if (mime_type === 'image/png') return ['image/webp'];
  return mime_type === 'image/webp' ? ['image/avif'] : ['image/webp', 'image/avif'];
}

/** Undefined when it would not be smaller than `bound` bytes, or could not be made. */
async function makeVariant(
  blog: Blog,
  media: Media,
  source: Source,
  mime_type: string,
  bound: number,
): Promise<Variant | undefined> {
  const file = keyOf(media, source, mime_type);
  const temporary = path.join(blog.storage.staging, `variant-${path.basename(file)}`);
  try {
    const written = await (isMoving(media) ? moving(blog, media) : still(blog, media, source, mime_type));
    const { size } = await written.toFile(temporary);
    if (size > bound) return undefined;
    await blog.storage.replace(file, temporary);
    const { version } = media;
    return { of: source.file, file, mime_type, byte_size: size, ...(version > 1 && { version }) };
  } catch (error) {
    blog.log.warn({ err: error, media_id: media.id }, 'a variant of a picture could not be made');
    return undefined;
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

/** From the file itself, not from the rendition, which has lost something already. */
async function still(blog: Blog, media: Media, { width, height, ...source }: Source, mime_type: string) {
  const image = await openImage(blog.storage.path(media.file!), { autoOrient: true });
  const sized = image.resize({ width, height, fit: 'cover' });
  return encode(sized, mime_type, source.mime_type === 'image/png');
}

/** Every frame for as long as it was shown; flat drawings stay exact where that takes less space. */
async function moving(blog: Blog, media: Media) {
  const image = await openImage(blog.storage.path(media.file!), { animated: true });
  return image.webp({ quality: 80, effort: 3, mixed: true });
}

const encode = (image: Sharp, mime_type: string, lossless: boolean) =>
  mime_type === 'image/avif'
    ? image.keepIccProfile().avif({ quality: 52, effort: 3 })
    : image.keepIccProfile().webp({ quality: 82, effort: 4, lossless });

/** The name of what it stands for, with another ending; of the file itself with its version, which others have in theirs. */
function keyOf({ file, version }: Media, source: Source, mime_type: string): string {
  const stem = source.file.replace(/\.[^./]*$/, '');
  const number = source.file === file && version > 1 ? `-v${version}` : '';
  return `${stem}${number}.${mime_type.slice('image/'.length)}`;
}
