// media/uploads/plain-text.ts: whether a whole file is text, without markup that something might run.
import type { FileHandle } from 'node:fs/promises';
import { looksLikeMarkup } from './signatures.ts';

/** Reads the file in pieces: no NUL and hardly a control character, unless it says that it is UTF-16. */
export async function isPlainText(handle: FileHandle): Promise<boolean> {
  const piece = Buffer.alloc(65_536);
  let before = Buffer.alloc(0);
  let isWide = false;
  for (let position = 0; ; position += piece.length) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, position);
    if (!bytesRead) return true;
    const bytes = piece.subarray(0, bytesRead);
    if (position === 0) isWide = [0xfeff, 0xfffe].includes(bytes.length > 1 ? bytes.readUInt16BE(0) : 0);
    if (!isWide && bytes.some(isControl)) return false;
    // A tag may lie across two pieces.
    if (looksLikeMarkup(Buffer.concat([before, bytes]))) return false;
    before = Buffer.from(bytes.subarray(-32));
  }
}

// Tab, line feed, form feed, return, end of file (DOS) and escape happen in honest texts.
const isControl = (byte: number) => byte < 32 && ![9, 10, 12, 13, 26, 27].includes(byte);
