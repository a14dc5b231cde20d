// media/pictures/boxes.ts: walks the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) without reading their content.
import type { FileHandle } from 'node:fs/promises';

export interface Box {
  type: string;
  /** Where the box begins, where its content begins, where it ends; in bytes from the front of the file. */
  start: number;
  content: number;
  end: number;
}

const mostBoxes = 5000;

/**
 * The boxes that lie one after another between two places.
 * @throws Error when one of them leaves that stretch
 */
export async function boxesBetween(handle: FileHandle, from: number, to: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let start = from; start + 8 <= to;) {
    const box = await boxAt(handle, start, to);
    boxes.push(box);
    if (boxes.length > mostBoxes) throw new Error('too many boxes');
    start = box.end;
  }
  return boxes;
}

export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('the file ends within a box');
  return buffer;
}

/** Writes zeros over a stretch, a piece at a time. */
export async function zero(handle: FileHandle, from: number, to: number): Promise<void> {
  const zeros = Buffer.alloc(Math.min(65_536, Math.max(0, to - from)));
  for (let position = from; position < to; position += zeros.length) {
    await handle.write(zeros, 0, Math.min(zeros.length, to - position), position);
  }
}

async function boxAt(handle: FileHandle, start: number, to: number): Promise<Box> {
  const head = await readAt(handle, start, 8);
  const type = head.toString('latin1', 4, 8);
  const short = head.readUInt32BE(0);
  // Size 1: a long size follows; size 0: to the end of the file. QuickTime closes lists with four zero bytes.
  const isLong = short === 1;
  const size = isLong ? Number((await readAt(handle, start + 8, 8)).readBigUInt64BE(0)) : short || to - start;
  const content = start + (isLong ? 16 : 8);
  const end = start + size;
  if (end < content || end > to) throw new Error(`a box ${JSON.stringify(type)} does not fit`);
  return { type, start, content, end };
}
