// base/zip/records.ts: the headers and lists of a ZIP file (APPNOTE 6.3.10), those of ZIP64 among them.
import { crc32 } from 'node:zlib';
import crypto from 'node:crypto';
import { Readable } from 'node:stream';

/** Bytes or text, at once or in pieces. */
export type ZipContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

export const sizes = { local: 30, central: 46, zip64: 20 };
// Names are UTF-8 (bit 11). 4.5 is the first version with ZIP64.
const flags = 0x0800;
/** Sizes and checksum stand behind the content (bit 3). */
const flagBehind = 0x0008;
const version = 45;
const full32 = 0xffffffff;

/** What is known of a content once it was written. */
export interface Entry {
  crc: number;
  size: number;
  /** Bytes in the file. */
  packed: number;
  /** Where its local header stands. */
  start: number;
}

export function localHeader(name: Buffer, moment: Date, isPacked: boolean): Buffer {
  const bytes = Buffer.alloc(sizes.local + name.length + sizes.zip64);
  bytes.writeUInt32LE(0x04034b50, 0);
  writeCommon(bytes, 4, moment, isPacked);
  bytes.writeUInt32LE(full32, 18);
  bytes.writeUInt32LE(full32, 22);
  bytes.writeUInt16LE(name.length, 26);
  bytes.writeUInt16LE(sizes.zip64, 28);
  name.copy(bytes, sizes.local);
  bytes.writeUInt16LE(1, sizes.local + name.length);
  bytes.writeUInt16LE(16, sizes.local + name.length + 2);
  return bytes;
}

export function centralHeader(name: Buffer, moment: Date, isPacked: boolean, entry: Entry): Buffer {
  const head = Buffer.alloc(sizes.central);
  head.writeUInt32LE(0x02014b50, 0);
  // Made on Unix: the upper half of the attributes is a file mode.
  head.writeUInt16LE((3 << 8) | version, 4);
  writeCommon(head, 6, moment, isPacked);
  head.writeUInt32LE(entry.crc, 16);
  head.writeUInt32LE(full32, 20);
  head.writeUInt32LE(full32, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(28, 30);
  head.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  head.writeUInt32LE(full32, 42);
  const extra = Buffer.alloc(4);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  return Buffer.concat([head, name, extra, longs(entry.size, entry.packed, entry.start)]);
}

/** The header of an entry whose sizes are not known yet, and may not be put in later. */
export function openHeader(name: Buffer, moment: Date, isPacked: boolean): Buffer {
  const bytes = Buffer.alloc(sizes.local + name.length);
  bytes.writeUInt32LE(0x04034b50, 0);
  writeCommon(bytes, 4, moment, isPacked);
  bytes.writeUInt16LE(flags | flagBehind, 6);
  bytes.writeUInt16LE(name.length, 26);
  name.copy(bytes, sizes.local);
  return bytes;
}

/** What stands behind such an entry; sizes of 4 GB and more take twice the place (4.3.9). */
export function descriptor({ crc, size, packed }: Entry): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x08074b50, 0);
  head.writeUInt32LE(crc, 4);
  if (size >= full32 || packed >= full32) return Buffer.concat([head, longs(packed, size)]);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(packed, 0);
  tail.writeUInt32LE(size, 4);
  return Buffer.concat([head, tail]);
}

/** The line of such an entry in the list: without ZIP64 where it need not be, for old readers. */
export function openLine(name: Buffer, moment: Date, isPacked: boolean, entry: Entry): Buffer {
  const line = centralHeader(name, moment, isPacked, entry);
  line.writeUInt16LE(flags | flagBehind, 8);
  if (Math.max(entry.size, entry.packed, entry.start) >= full32) return line;
  line.writeUInt32LE(entry.packed, 20);
  line.writeUInt32LE(entry.size, 24);
  line.writeUInt16LE(0, 30);
  line.writeUInt32LE(entry.start, 42);
  return line.subarray(0, sizes.central + name.length);
}

/** Version, flags, method, time and date, as both headers have them in a row. */
function writeCommon(bytes: Buffer, at: number, moment: Date, isPacked: boolean): void {
  bytes.writeUInt16LE(version, at);
  bytes.writeUInt16LE(flags, at + 2);
  bytes.writeUInt16LE(isPacked ? 8 : 0, at + 4);
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
  const year = Math.min(Math.max(moment.getUTCFullYear() - 1980, 0), 127);
  bytes.writeUInt16LE(time, at + 6);
  bytes.writeUInt16LE((year << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(), at + 8);
}

/** The ZIP64 end record, its locator, and the old end record that says to look there. */
export function endRecords(entries: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(24);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE((3 << 8) | version, 12);
  record.writeUInt16LE(version, 14);
  const locator = Buffer.alloc(8);
  locator.writeUInt32LE(0x07064b50, 0);
  const one = Buffer.alloc(4);
  one.writeUInt32LE(1);
  const old = Buffer.alloc(22, 0xff);
  old.writeUInt32LE(0x06054b50, 0);
  old.writeUInt32LE(0, 4);
  old.writeUInt16LE(0, 20);
  return Buffer.concat([
    record,
    longs(entries, entries, size, start),
    locator,
    longs(start + size),
    one,
    old,
  ]);
}

/** The end of a small ZIP file; of a large one that of ZIP64. */
export function shortEnd(entries: number, size: number, start: number): Buffer {
  if (entries >= 0xffff || start + size >= full32) return endRecords(entries, size, start);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return end;
}

export function longs(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), 8 * index);
  return bytes;
}

export interface Sums {
  crc: number;
  size: number;
  hash: crypto.Hash;
}

/** A content, counted as it is read. */
export function summed(content: ZipContent): { sums: Sums; source: Readable } {
  const sums: Sums = { crc: 0, size: 0, hash: crypto.createHash('sha256') };
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  const counting = async function* () {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece as Uint8Array);
      sums.crc = crc32(bytes, sums.crc);
      sums.size += bytes.length;
      sums.hash.update(bytes);
      if (bytes.length) yield bytes;
    }
  };
  return { sums, source: Readable.from(counting(), { objectMode: false }) };
}
