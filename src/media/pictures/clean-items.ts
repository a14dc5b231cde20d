// media/pictures/clean-items.ts: takes Exif and XMP out of a HEIC file: its items are found, their bytes overwritten.
import type { FileHandle } from 'node:fs/promises';
import { boxesBetween, readAt, zero, type Box } from './boxes.ts';

interface Stretch {
  from: number;
  to: number;
}

/** @param meta the file's own `meta` box (ISO/IEC 14496-12, 8.11) */
export async function cleanItems(handle: FileHandle, meta: Box): Promise<void> {
  const boxes = await boxesBetween(handle, meta.content + 4, meta.end);
  const find = (type: string) => boxes.find((box) => box.type === type);
  const names = find('iinf');
  const places = find('iloc');
  if (!names || !places) return;
  const telling = await tellingItems(handle, names);
  const idat = find('idat')?.content ?? 0;
  for (const { from, to } of await stretchesOf(handle, places, telling, idat)) {
    const { size } = await handle.stat();
    if (from < 0 || to > size) throw new Error('an item lies outside the file');
    await zero(handle, from, to);
  }
}

/** Ids of items that are metadata: `Exif`, and `mime` (XMP). */
async function tellingItems(handle: FileHandle, iinf: Box): Promise<Set<number>> {
  const [version] = await readAt(handle, iinf.content, 1);
  const first = iinf.content + 4 + (version === 0 ? 2 : 4);
  const ids = new Set<number>();
  for (const entry of await boxesBetween(handle, first, iinf.end)) {
    const bytes = await readAt(handle, entry.content, Math.min(16, entry.end - entry.content));
    if (entry.type !== 'infe' || bytes[0]! < 2) continue;
    const isLong = bytes[0] === 3;
    const kind = bytes.toString('latin1', isLong ? 10 : 8, isLong ? 14 : 12);
    if (kind === 'Exif' || kind === 'mime') ids.add(isLong ? bytes.readUInt32BE(4) : bytes.readUInt16BE(4));
  }
  return ids;
}

async function stretchesOf(
  handle: FileHandle,
  iloc: Box,
  ids: Set<number>,
  idat: number,
): Promise<Stretch[]> {
  if (iloc.end - iloc.content > 2 ** 20) throw new Error('the list of items is too long');
  const read = reader(await readAt(handle, iloc.content, iloc.end - iloc.content));
  const version = read(1);
  read(3);
  const sizes = read(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const count = read(version < 2 ? 2 : 4);
  const found: Stretch[] = [];
  for (let item = 0; item < count; item += 1) {
    const id = read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read(2) & 15;
    read(2);
    const base = read(baseSize) + (method === 1 ? idat : 0);
    const extents = read(2);
    for (let extent = 0; extent < extents; extent += 1) {
      read(indexSize);
      const from = base + read(offsetSize);
      const to = from + read(lengthSize);
      if (ids.has(id)) found.push({ from, to });
    }
  }
  return found;
}

/** Reads numbers of 0 to 8 bytes, one after another. @throws RangeError past the end */
function reader(bytes: Buffer): (size: number) => number {
  let position = 0;
  return (size) => {
    const from = position;
    position += size;
    if (position > bytes.length) throw new RangeError('the list of items ends too early');
    if (size === 8) return Number(bytes.readBigUInt64BE(from));
    return size ? bytes.readUIntBE(from, size) : 0;
  };
}
