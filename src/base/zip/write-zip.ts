// base/zip/write-zip.ts: writes a ZIP file of any size and any number of entries (APPNOTE 6.3.10, ZIP64) without keeping them in memory.
import { open, rm, type FileHandle } from 'node:fs/promises';
import { createDeflateRaw } from 'node:zlib';
import {
  centralHeader,
  endRecords,
  localHeader,
  longs,
  sizes,
  summed,
  type Entry,
  type ZipContent,
} from './records.ts';

export interface ZipWriter {
  /**
   * Writes an entry.
   * @param name its path, with slashes
   * @param isPacked false for what is packed already, such as pictures
   * @returns the SHA-256 of the content, in hexadecimal
   */
  add(name: string, content: ZipContent, isPacked?: boolean): Promise<string>;
  /** Writes the list of entries; the file is whole then, and closed. @returns its size in bytes */
  end(): Promise<number>;
  /** Closes what is open; the file is not whole. */
  abandon(): Promise<void>;
}

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

async function patch(out: FileHandle, start: number, nameLength: number, entry: Entry): Promise<void> {
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(entry.crc);
  await writeAll(out, crc, start + 14);
  await writeAll(out, longs(entry.size, entry.packed), start + sizes.local + nameLength + 4);
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
