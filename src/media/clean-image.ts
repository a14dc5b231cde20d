// media/clean-image.ts: writes a picture anew: only its pixels and its colour profile, turned as it should be seen.
import fs from 'node:fs/promises';
import { openImage } from './images.ts';

/**
 * Decodes and encodes again, so that positions, devices, previews, comments and whatever follows the end are gone.
 * Animations keep their frames.
 * @throws Error when the picture is broken or too large
 */
export async function cleanImage(from: string, to: string, mime_type: string): Promise<void> {
  const animated = mime_type === 'image/gif' || mime_type === 'image/webp';
  // Turning an animation is not possible, and none carries an orientation.
  const image = await openImage(from, animated ? { animated: true } : { autoOrient: true });
  const written = image.keepIccProfile();
  switch (mime_type) {
    case 'image/jpeg':
      written.jpeg({ quality: 90, chromaSubsampling: '4:2:0' });
      break;
    case 'image/png':
      written.png({ compressionLevel: 7 });
      break;
    case 'image/gif':
      written.gif({ effort: 4, reuse: true });
      break;
    case 'image/webp':
      written.webp({ quality: 88, effort: 3 });
      break;
    case 'image/avif':
      written.avif({ quality: 60, effort: 2 });
      break;
    default:
      written.tiff({ compression: 'lzw' });
  }
  await fs.rm(to, { force: true });
  await written.toFile(to);
}
