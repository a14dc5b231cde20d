// media/pictures/clean-jpeg.ts: JPEG without its metadata, and mended where browsers see through a fault.
import { byteRanges, type ByteRanges } from '../uploads/byte-ranges.ts';
import { blankTiff, orientationIn } from './exif.ts';

const endOfImage = Buffer.from([0xff, 0xd9]);

/**
 * JPEG (ITU T.81, B): segments to the first image's end; of the application's only JFIF, ICC and Adobe stay. Stray bytes
 * between segments go, as decoders pass over them; a picture that was cut gets an end behind what there is of it.
 * @throws Error when no pixel is there to be shown
 */
export function jpegRanges(bytes: Buffer, keeps: boolean): ByteRanges {
  const kept = byteRanges(bytes);
  kept.keep(0, 2);
  let hasScan = false;
  const cut = () => {
    if (!hasScan) throw new Error('the JPEG has no pixels');
    return kept.finish(endOfImage);
  };
  for (let start = nextMarker(bytes, 2); ; start = nextMarker(bytes, start)) {
    const marker = bytes[start + 1];
    if (marker === undefined || marker === 0xd9) return cut();
    if (standsAlone(marker)) {
      start += 2;
      continue;
    }
    if (start + 4 > bytes.length) return cut();
    const content = start + 4;
    let end = start + 2 + bytes.readUInt16BE(start + 2);
    if (end < content || end > bytes.length) return cut();
    if (marker === 0xda) {
      hasScan = true;
      end = endOfScan(bytes, end);
    }
    const segment = bytes.subarray(content, end);
    if (keeps || isNeeded(marker, segment)) kept.keep(start, end);
    else if (marker === 0xe1 && begins(segment, 'Exif\0\0')) addOrientation(kept, segment.subarray(6));
    start = end;
  }
}

/** Where the next marker begins, past stray and fill bytes; the end of the file when none does. */
function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) return at;
  }
  return bytes.length;
}

/** Restarts, a second start and TEM have no length. */
const standsAlone = (marker: number) => marker === 1 || (marker >= 0xd0 && marker <= 0xd8);

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
  if (orientation < 2) return;
  const blank = blankTiff(orientation, tiff.length);
  kept.add(Buffer.from([0xff, 0xe1, 0, 8 + blank.length]), Buffer.from('Exif\0\0'), blank);
}

/** Where the next marker stands that is no restart and no stuffed byte; the end of the file when none does. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return at;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const begins = (bytes: Buffer, word: string) => bytes.toString('latin1', 0, word.length) === word;
