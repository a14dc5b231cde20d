// media/pictures/clean-boxes.ts: takes positions, times, devices and previews out of MP4, QuickTime and HEIC files, in place.
import fs, { type FileHandle } from 'node:fs/promises';
import { boxesBetween, readAt, zero, type Box } from './boxes.ts';
import { cleanItems } from './clean-items.ts';

/**
 * Overwrites what a film or a HEIC picture tells about where, when and with what it was made. Nothing moves, so the
 * offsets in the file stay right. Doing it twice changes nothing more.
 * @throws Error when the boxes are broken
 */
export async function cleanBoxes(file: string): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    const { size } = await handle.stat();
    for (const box of await boxesBetween(handle, 0, size)) {
      if (box.type === 'moov') await cleanMovie(handle, box);
      else if (box.type === 'meta') await cleanItems(handle, box);
      else if (metadataBoxes.has(box.type)) await blank(handle, box);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** User data (©xyz, loci, titles, makers), QuickTime's keys, XMP and other private boxes. */
const metadataBoxes = new Set(['udta', 'uuid', 'XMP_', 'PICT', 'pnot']);
const nested = new Set(['trak', 'mdia']);
const dated = new Set(['mvhd', 'tkhd', 'mdhd']);

async function cleanMovie(handle: FileHandle, parent: Box): Promise<void> {
  for (const box of await boxesBetween(handle, parent.content, parent.end)) {
    if (metadataBoxes.has(box.type) || box.type === 'meta') await blank(handle, box);
    else if (box.type === 'trak' && (await isTelemetry(handle, box))) await blank(handle, box);
    else if (nested.has(box.type)) await cleanMovie(handle, box);
    else if (dated.has(box.type)) await undate(handle, box);
  }
}

/** Becomes free space. */
async function blank(handle: FileHandle, box: Box): Promise<void> {
  await handle.write('free', box.start + 4, 'latin1');
  await zero(handle, box.content, box.end);
}

/** Creation and modification: two numbers after the version and flags, of four bytes or, in version 1, of eight. */
async function undate(handle: FileHandle, box: Box): Promise<void> {
  const [version] = await readAt(handle, box.content, 1);
  await zero(handle, box.content + 4, Math.min(box.content + (version === 1 ? 20 : 12), box.end));
}

/** A track of positions beside the picture, as action cameras and phones write it. */
async function isTelemetry(handle: FileHandle, track: Box): Promise<boolean> {
  for (const media of await boxesBetween(handle, track.content, track.end)) {
    if (media.type !== 'mdia') continue;
    for (const box of await boxesBetween(handle, media.content, media.end)) {
      if (box.type !== 'hdlr') continue;
      const kind = (await readAt(handle, box.content + 8, 4)).toString('latin1');
      return kind === 'meta' || kind === 'gpmd' || kind === 'camm';
    }
  }
  return false;
}
