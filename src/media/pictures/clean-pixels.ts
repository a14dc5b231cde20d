// media/pictures/clean-pixels.ts: takes metadata out of pictures without touching their pixels, before anything else sees them.
import fs from 'node:fs/promises';
import zlib from 'node:zlib';
import { gifRanges, webpRanges } from './clean-animations.ts';
import { jpegRanges } from './clean-jpeg.ts';
import { blankTiff, orientationIn } from './exif.ts';
import { byteRanges, type ByteRanges } from '../uploads/byte-ranges.ts';

/** Larger pictures are cleaned later, by writing them anew. */
const most = 2 ** 26;

type Cleaner = (bytes: Buffer, keeps: boolean) => ByteRanges;

const cleaners: Record<string, Cleaner> = {
  'image/jpeg': jpegRanges,
  'image/png': pngRanges,
  'image/gif': gifRanges,
  'image/webp': webpRanges,
};

/** Whether pictures of this type and size lose their metadata here, at once. */
export const isCleanedAtOnce = (mime_type: string, byte_size: number): boolean =>
  mime_type in cleaners && byte_size <= most;

let last: Promise<unknown> = Promise.resolve();

/**
 * Writes the file again without positions, devices, times, previews, comments, and whatever follows its end; the
 * orientation and the colour profile stay. One that lacks its end gets it. One picture at a time is in memory.
 * @param keeps everything up to the end stays as well
 * @throws Error when the picture is broken, or cut so short that nothing of it can be shown
 */
export function cleanPixels(file: string, mime_type: string, keeps = false): Promise<void> {
  const mine = last.then(() => clean(file, cleaners[mime_type]!, keeps));
  last = mine.catch(() => undefined);
  return mine;
}

async function clean(file: string, cleaner: Cleaner, keeps: boolean): Promise<void> {
  const bytes = await fs.readFile(file);
  const { length, tail } = cleaner(bytes, keeps);
  await fs.writeFile(file, bytes.subarray(0, length), { flag: 'r+' });
  await fs.truncate(file, length);
  if (tail.length) await fs.appendFile(file, tail);
}

const needed = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);

/** PNG (third edition, 5 and 11): chunks up to IEND, without texts, times and Exif; of that the orientation stays. */
function pngRanges(bytes: Buffer, keeps: boolean): ByteRanges {
  const kept = byteRanges(bytes);
  kept.keep(0, 8);
  let hasPixels = false;
  for (let start = 8; ;) {
    if (hasPixels && start === bytes.length) return kept.finish(pngChunk('IEND', Buffer.alloc(0)));
    const end = start + 12 + bytes.readUInt32BE(start);
    if (end > bytes.length) throw new Error('a PNG chunk does not fit');
    const type = bytes.toString('latin1', start + 4, start + 8);
    hasPixels ||= type === 'IDAT';
    if (keeps || needed.has(type)) kept.keep(start, end);
    else if (type === 'eXIf') {
      const tiff = bytes.subarray(start + 8, end - 4);
      const orientation = orientationIn(tiff);
      if (orientation > 1) kept.add(pngChunk(type, blankTiff(orientation, tiff.length)));
    }
    if (type === 'IEND') return kept;
    start = end;
  }
}

function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(zlib.crc32(chunk.subarray(4, -4)), 8 + data.length);
  return chunk;
}
