// base/zip/write-zip.ts: writes a ZIP file of any size and any number of entries (APPNOTE 6.3.10, ZIP64) without keeping them in memory.
import { open, rm, type FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import crypto from 'node:crypto';
import { Readable } from 'node:stream';

export interface ZipWriter {
  /**
   * Writes an entry.
   * @param name its path, with slashes
   * @param content bytes or text, at once or in pieces
   * @param isPacked false for what is packed already, such as pictures
   * @returns the SHA-256 of the content, in hexadecimal
   */
  add(
    name: string,
    content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
    isPacked?: boolean,
  ): Promise<string>;
  /** Writes the list of entries; the file is whole then, and closed. @returns its size in bytes */
  end(): Promise<number>;
  /** Closes what is open; the file is not whole. */
  abandon(): Promise<void>;
}

const sizes = { local: 30, central: 46, zip64: 20 };
// Names are UTF-8 (bit 11). 4.5 is the first version with ZIP64.
const flags = 0x0800;
const version = 45;
const full32 = 0xffffffff;

/**
 * Opens a file for writing; one that is there is written anew. The list of entries, which stands at the end of a ZIP file,
 * waits in a second file beside it: libraries keep it in memory, which a million entries fill.
 * @param moment the time of all entries
 */
export async function createZip(file: string, moment: Date): Promise<ZipWriter> {
  const [out, list] = [await open(file, 'w+', 0o600), await open(`${file}.list`, 'w+', 0o600)];
  const at = { out: 0, list: 0, entries: 0 };
  const append = async (bytes: Buffer): Promise<void> => {
    await writeAll(out, bytes, at.out);
    at.out += bytes.length;
  };
  const abandon = async (): Promise<void> => {
    await Promise.all([out.close(), list.close()]);
    await rm(`${file}.list`, { force: true });
  };
  return {
    abandon,
    async add(name, content, isPacked = true) {
      const start = at.out;
      const named = Buffer.from(name);
      // Sizes and checksum are known afterwards, and put in then.
      await append(localHeader(named, moment, isPacked));
      const { sums, source } = summed(content);
      const packed = isPacked ? source.pipe(createDeflateRaw({ level: 6 })) : source;
      source.on('error', (error) => packed.destroy(error));
      const begin = at.out;
      for await (const piece of packed) await append(piece as Buffer);
      const entry = { crc: sums.crc, size: sums.size, packed: at.out - begin, start };
      await patch(out, start, named.length, entry);
      const line = centralHeader(named, moment, isPacked, entry);
      await writeAll(list, line, at.list);
      at.list += line.length;
      at.entries += 1;
      return sums.hash.digest('hex');
    },
    async end() {
      const begin = at.out;
      for await (const piece of list.createReadStream({ start: 0, autoClose: false }))
        await append(piece as Buffer);
      await append(endRecords(at.entries, at.out - begin, begin));
      await out.sync();
      await abandon();
      return at.out;
    },
  };
}

interface Sums {
  crc: number;
  size: number;
  hash: crypto.Hash;
}

function summed(content: Parameters<ZipWriter['add']>[1]): { sums: Sums; source: Readable } {
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

interface Entry {
  crc: number;
  size: number;
  /** Bytes in the file. */
  packed: number;
  /** Where its local header stands. */
  start: number;
}

function localHeader(name: Buffer, moment: Date, isPacked: boolean): Buffer {
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

async function patch(out: FileHandle, start: number, nameLength: number, entry: Entry): Promise<void> {
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(entry.crc);
  await writeAll(out, crc, start + 14);
  await writeAll(out, longs(entry.size, entry.packed), start + sizes.local + nameLength + 4);
}

function centralHeader(name: Buffer, moment: Date, isPacked: boolean, entry: Entry): Buffer {
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
function endRecords(entries: number, size: number, start: number): Buffer {
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

function longs(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), 8 * index);
  return bytes;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
