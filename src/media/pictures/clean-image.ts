// media/pictures/clean-image.ts: writes a picture anew: only its pixels and its colour profile, turned as it should be seen.
import fs from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { dimensionsOf, openImage } from './images.ts';

/**
 * Decodes and encodes again, so that positions, devices, previews, comments and whatever follows the end are gone.
 * Animations keep their frames.
 * @param keeps what the picture tells stays, but for what follows the end
 * @throws Error when the picture is broken or too large
 */
export async function cleanImage(from: string, to: string, mime_type: string, keeps = false): Promise<void> {
  const mayMove = mime_type === 'image/gif' || mime_type === 'image/webp';
  // An animation cannot be turned.
  const animated = mayMove && (await dimensionsOf(from)).frames > 1;
  const image = await openImage(from, animated ? { animated: true } : { autoOrient: true });
  await fs.rm(to, { force: true });
  const written = encodeAs(image, mime_type);
  await (keeps ? written.keepMetadata() : written).toFile(to);
}

/** Sets how a picture of a type is written: well, and with nothing but its pixels and colour profile. */
export function encodeAs(image: Sharp, mime_type: string): Sharp {
  const written = image.keepIccProfile();
  switch (mime_type) {
    case 'image/jpeg':
      return written.jpeg({ quality: 90, chromaSubsampling: '4:2:0' });
    case 'image/png':
      return written.png({ compressionLevel: 7 });
    case 'image/gif':
      return written.gif({ effort: 4, reuse: true });
    case 'image/webp':
      return written.webp({ quality: 88, effort: 3 });
    case 'image/avif':
      return written.avif({ quality: 60, effort: 2 });
    default:
      return written.tiff({ compression: 'lzw' });
  }
}
