// media/pictures/preparation.ts: which files have something to remove or to make before everybody may read them.
import { isCleanedAtOnce } from './clean-pixels.ts';
import { isDecodable } from './images.ts';

/** Whether a file still holds positions or names of devices after it was received: they go before anybody reads it. */
export const needsPreparation = (mime_type: string, byte_size: number): boolean =>
  isDecodable(mime_type) && !isCleanedAtOnce(mime_type, byte_size);

/** ISO base media: boxes within boxes, some of which tell where it was recorded. */
export const hasBoxes = (mime_type: string): boolean => boxed.has(mime_type) || isHeic(mime_type);

const boxed = new Set(['video/mp4', 'video/quicktime', 'video/3gpp', 'video/3gpp2', 'audio/mp4']);

/** Pictures that browsers do not show: they are seen by their copies or not at all. */
export const needsCopies = (mime_type: string): boolean => mime_type === 'image/tiff' || isHeic(mime_type);

export const isHeic = (mime_type: string): boolean => heic.has(mime_type);

const heic = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);
