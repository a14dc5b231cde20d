// media/preparation.ts: which files have something to remove or to make before everybody may read them.
import { isDecodable } from './images.ts';

/** Whether a file may hold positions or names of devices, which go before its first byte is public. */
export const needsPreparation = (mime_type: string): boolean => isDecodable(mime_type) || hasBoxes(mime_type);

/** ISO base media: boxes within boxes, some of which tell where it was recorded. */
export const hasBoxes = (mime_type: string): boolean => boxed.has(mime_type);

const boxed = new Set([
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/3gpp2',
  'audio/mp4',
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
]);
