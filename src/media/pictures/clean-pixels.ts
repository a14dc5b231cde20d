// media/pictures/clean-pixels.ts: takes metadata out of pictures without touching their pixels, before anything else sees them.
import fs from 'node:fs/promises';
import { gifRanges, webpRanges } from './clean-animations.ts';
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
 * orientation and the colour profile stay. One picture at a time is in memory.
 * @param keeps everything up to the end stays as well
 * @throws Error when the picture is broken or cut short
 */
export function cleanPixels(file: string, mime_type: string, keeps = false): Promise<void> {
  const mine = last.then(() => clean(file, cleaners[mime_type]!, keeps));
  last = mine.catch(() => undefined);
  return mine;
}

async function clean(file: string, cleaner: Cleaner, keeps: boolean): Promise<void> {
  const bytes = await fs.readFile(file);
  const { length } = cleaner(bytes, keeps);
  await fs.writeFile(file, bytes.subarray(0, length), { flag: 'r+' });
  await fs.truncate(file, length);
}

/** JPEG (ITU T.81, B): segments to the first image's end; of the application's only JFIF, ICC and Adobe stay. */
function jpegRanges(bytes: Buffer, keeps: boolean): ByteRanges {
  const kept = byteRanges(bytes);
  kept.keep(0, 2);
  for (let start = 2; ;) {
    if (bytes[start] !== 0xff) throw new Error('not a JPEG segment');
    const marker = bytes[start + 1]!;
    if (marker === 0xd9) {
      kept.keep(start, start + 2);
      return kept;
    }
    if (marker === 0xff) {
      start += 1; // fill bytes
      continue;
    }
    const content = start + 4;
    let end = start + 2 + bytes.readUInt16BE(start + 2);
    if (end < content || end > bytes.length) throw new Error('a JPEG segment does not fit');
    if (marker === 0xda) end = endOfScan(bytes, end);
    const segment = bytes.subarray(content, end);
    if (keeps || isNeeded(marker, segment)) kept.keep(start, end);
    else if (marker === 0xe1 && begins(segment, 'Exif\0\0')) addOrientation(kept, segment.subarray(6));
    start = end;
  }
}

function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return begins(segment, 'JFIF\0') && segment.length === 14;
  return (
    (marker === 0xe2 && begins(segment, 'ICC_PROFILE\0')) || (marker === 0xee && begins(segment, 'Adobe'))
  );
}

function addOrientation(kept: ByteRanges, tiff: Buffer): void {
  const orientation = orientationIn(tiff);
  if (orientation > 1)
    kept.add(Buffer.from([0xff, 0xe1, 0, 34]), Buffer.from('Exif\0\0'), blankTiff(orientation));
}

/** Where the next marker stands that is no restart and no stuffed byte. */
function endOfScan(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new Error('the JPEG has no end');
}

const needed = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);

/** PNG (third edition, 5 and 11): chunks up to IEND, without texts, times and Exif. */
function pngRanges(bytes: Buffer, keeps: boolean): ByteRanges {
  const kept = byteRanges(bytes);
  kept.keep(0, 8);
  for (let start = 8; ;) {
    const end = start + 12 + bytes.readUInt32BE(start);
    if (end > bytes.length) throw new Error('a PNG chunk does not fit');
    const type = bytes.toString('latin1', start + 4, start + 8);
    if (keeps || needed.has(type)) kept.keep(start, end);
    if (type === 'IEND') return kept;
    start = end;
  }
}

const begins = (bytes: Buffer, word: string) => bytes.toString('latin1', 0, word.length) === word;
