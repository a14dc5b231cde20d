// media/pictures/clean-animations.ts: GIF and WebP without their metadata; every frame stays as it is.
import { blankTiff, orientationIn } from './exif.ts';
import { byteRanges, type ByteRanges } from '../uploads/byte-ranges.ts';

/** GIF89a: comments, plain texts and other programs' blocks go; loops, timing and colour profile stay. */
export function gifRanges(bytes: Buffer, keeps = false): ByteRanges {
  const kept = byteRanges(bytes);
  const first = 13 + tableSize(bytes[10]!);
  kept.keep(0, first);
  let hasPicture = false;
  for (let start = first; ;) {
    if (hasPicture && start === bytes.length) return kept.finish(Buffer.from([0x3b]));
    const kind = bytes[start];
    if (kind === 0x3b) {
      kept.keep(start, start + 1);
      return kept;
    }
    const blocks =
      kind === 0x21 ? start + 2 : kind === 0x2c ? start + 11 + tableSize(bytes[start + 9]!) : Infinity;
    const end = endOfBlocks(bytes, blocks);
    hasPicture ||= kind === 0x2c;
    if (keeps || kind === 0x2c || isNeeded(bytes, start)) kept.keep(start, end);
    start = end;
  }
}

const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function isNeeded(bytes: Buffer, extension: number): boolean {
  const label = bytes[extension + 1];
  const program = bytes.toString('latin1', extension + 3, extension + 14);
  return (
    label === 0xf9 || (label === 0xff && ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'].includes(program))
  );
}

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let size = bytes[at]; size !== 0; size = bytes[at]) {
    if (size === undefined) throw new Error('the GIF has no end');
    at += size + 1;
  }
  return at + 1;
}

const needed = new Set(['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP']);

/** WebP (RFC 9649): the chunks of pictures and colour; flags and size follow. */
export function webpRanges(bytes: Buffer, keeps = false): ByteRanges {
  const kept = byteRanges(bytes);
  const size = bytes.readUInt32LE(4) + 8;
  if (size > bytes.length) throw new Error('the WebP has no end');
  kept.keep(0, 12);
  let flags = -1;
  let [orientation, room] = [1, 0];
  for (let start = 12; start + 8 <= size;) {
    const type = bytes.toString('latin1', start, start + 4);
    const length = bytes.readUInt32LE(start + 4);
    const end = Math.min(start + 8 + length + (length & 1), size);
    if (start + 8 + length > size) throw new Error('a WebP chunk does not fit');
    if (type === 'VP8X') flags = kept.length + 8;
    if (type === 'EXIF') {
      const tiff = tiffIn(bytes.subarray(start + 8, start + 8 + length));
      [orientation, room] = [orientationIn(tiff), tiff.length];
    }
    if (keeps || needed.has(type)) kept.keep(start, end);
    start = end;
  }
  if (keeps) {
    bytes.writeUInt32LE(kept.length - 8, 4);
    return kept;
  }
  if (orientation > 1) {
    const blank = blankTiff(orientation, room);
    kept.add(Buffer.from(`EXIF${String.fromCharCode(blank.length)}\0\0\0`), blank);
  }
  if (flags > 0) bytes[flags] = (bytes[flags]! & ~0x0c) | (orientation > 1 ? 8 : 0);
  bytes.writeUInt32LE(kept.length - 8, 4);
  return kept;
}

// Some programs put the JPEG's prefix before it.
const tiffIn = (chunk: Buffer) => (chunk.toString('latin1', 0, 4) === 'Exif' ? chunk.subarray(6) : chunk);
