// media/uploads/zip-entries.ts: the names inside a zip, read from its directory at the end; nothing is ever unpacked.
import type { FileHandle } from 'node:fs/promises';
import type { Signature } from './signatures.ts';

const maxDirectory = 2 ** 20;

/** Whether the entries are those of the document its name promises, without macros. Archives may hold anything. */
export async function zipFits(handle: FileHandle, byte_size: number, signature: Signature): Promise<boolean> {
  if (!(signature in officeFolders)) return true;
  const names = await zipEntries(handle, byte_size);
  const folder = officeFolders[signature as keyof typeof officeFolders];
  if (names.some((name) => /vbaProject|macrosheets\//i.test(name))) return false;
  return names.includes('[Content_Types].xml') && names.some((name) => name.startsWith(folder));
}

const officeFolders = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' };

/** Names of the entries; [] when there is no readable directory. (APPNOTE 4.3.12, 4.3.16) */
export async function zipEntries(handle: FileHandle, byte_size: number): Promise<string[]> {
  const tail = await read(handle, Math.max(0, byte_size - 65_557), Math.min(byte_size, 65_557));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) return [];
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (length > maxDirectory || offset + length > byte_size) return [];
  return namesIn(await read(handle, offset, length));
}

function namesIn(directory: Buffer): string[] {
  const names: string[] = [];
  let offset = 0;
  while (offset + 46 <= directory.length && directory.readUInt32LE(offset) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((at) => directory.readUInt16LE(offset + at)) as [
      number,
      number,
      number,
    ];
    names.push(directory.toString('utf8', offset + 46, offset + 46 + name));
    offset += 46 + name + extra + comment;
  }
  return names;
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
