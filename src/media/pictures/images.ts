// media/pictures/images.ts: sharp, loaded when first needed, with only the decoders for pictures people send, and its limits.
import type { Sharp, SharpOptions } from 'sharp';

/** Width × height × frames; phones make 12 to 50 megapixels. */
export const maxPixels = 50_000_000;

export interface Dimensions {
  /** As shown: turned by the orientation it names. */
  width: number;
  height: number;
  frames: number;
}

/**
 * Opens a picture for work on its pixels: bounded in pixels and time, broken files refused.
 * @param input a path, or the bytes
 */
export async function openImage(input: string | Buffer, options: SharpOptions = {}): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(input, {
    failOn: 'error',
    limitInputPixels: maxPixels,
    sequentialRead: true,
    ...options,
  }).timeout({ seconds: 60 });
}

/**
 * Reads the dimensions from the header, without decoding.
 * @throws Error when the header is broken or names more than `maxPixels`
 */
export async function dimensionsOf(input: string | Buffer): Promise<Dimensions> {
  const image = await openImage(input, { limitInputPixels: false, pages: 1 });
  const { width, height, pages = 1, autoOrient } = await image.metadata();
  if (width * height * pages > maxPixels) throw new Error('too many pixels');
  return { width: autoOrient.width, height: autoOrient.height, frames: pages };
}

/** Whether a picture lies on its side and says so. */
export async function isTurned(input: string): Promise<boolean> {
  const { orientation = 1 } = await (await openImage(input, { pages: 1 })).metadata();
  return orientation > 1;
}

/** Types of pictures that can be decoded here. */
export const decodable: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
]);

export const isDecodable = (mime_type: string): boolean => decodable.has(mime_type);

// Once: while the decoders are blocked and allowed anew, a picture on another thread would be refused as damaged.
let loaded: ReturnType<typeof configure> | undefined;
const loadSharp = () => (loaded ??= configure());

async function configure() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((one) => `VipsForeignLoad${one}`),
  });
  return sharp;
}

let last: Promise<unknown> = Promise.resolve();

/** Does heavy work on pictures one after another: one at a time is in memory, however many ask. */
export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}
