// base/zip/stream-zip.ts: a ZIP file as a stream, made while it is taken: for downloads of few entries, whose list is kept in memory.
import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';
import { descriptor, openHeader, openLine, shortEnd, summed, type ZipContent } from './records.ts';

export interface StreamedEntry {
  /** Its path, with slashes. */
  name: string;
  content: ZipContent;
  /** False for what is packed already, such as pictures. */
  is_packed: boolean;
}

/**
 * It goes on no faster than it is taken; an entry is opened when those before it are through.
 * @param moment the time of all entries
 */
export const streamZip = (entries: AsyncIterable<StreamedEntry>, moment: Date): Readable =>
  Readable.from(piecesOf(entries, moment), { objectMode: false });

async function* piecesOf(entries: AsyncIterable<StreamedEntry>, moment: Date): AsyncGenerator<Buffer> {
  const list: Buffer[] = [];
  let at = 0;
  for await (const { name, content, is_packed } of entries) {
    const named = Buffer.from(name);
    const start = at;
    const header = openHeader(named, moment, is_packed);
    at += header.length;
    yield header;
    const begin = at;
    const { sums, source } = summed(content);
    const packed = is_packed ? source.pipe(createDeflateRaw({ level: 6 })) : source;
    source.on('error', (error) => packed.destroy(error));
    for await (const piece of packed) {
      at += (piece as Buffer).length;
      yield piece as Buffer;
    }
    const entry = { crc: sums.crc, size: sums.size, packed: at - begin, start };
    const behind = descriptor(entry);
    at += behind.length;
    yield behind;
    list.push(openLine(named, moment, is_packed, entry));
  }
  const lines = Buffer.concat(list);
  yield Buffer.concat([lines, shortEnd(list.length, lines.length, at)]);
}
