// import/zip.ts: reads files out of a ZIP file that a stranger made, by name, within limits.
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { __, __number } from '../base/language/gettext.ts';
import { unreadable } from './unreadable.ts';

const mostEntries = 500_000;
/** What is packed tighter is no picture and no text: a bomb. Small files may be. */
const tightest = 250;
const alwaysAllowed = 16 * 1024 ** 2;

export interface OpenZip {
  /** Names of all files, without the folder that holds them all, in the order of the archive. */
  names: string[];
  has(name: string): boolean;
  /** The bytes of a file; undefined when there is none, or it is too large or packed like a bomb. */
  read(name: string, most: number): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

/**
 * Opens a ZIP file and reads its list. Nothing is unpacked to the disk.
 * @throws Unreadable when it is no ZIP file, is cut short, or names paths that lead out of it
 */
export async function openZip(file: string): Promise<OpenZip> {
  const zip = await openPromise(file, { autoClose: false }).catch(() => {
    throw unreadable(__('The ZIP file cannot be read: it is damaged, or was cut short.'));
  });
  try {
    const entries = await entriesOf(zip);
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name),
      read: (name, most) => readEntry(zip, entries.get(name), most),
      close: () => Promise.resolve(zip.close()),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const all: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (all.length >= mostEntries)
        throw unreadable(__('The ZIP file holds more than %s files.', __number(mostEntries)));
      // Folders, and what a Mac puts beside each file.
      if (!/\/$|^__MACOSX\/|(?:^|\/)\._/.test(entry.fileName)) all.push(entry);
    }
  } catch (error) {
    if (error instanceof Error && /relative path|absolute path|invalid characters/.test(error.message))
      throw unreadable(__('The ZIP file names a path that leads out of it. Nothing was taken from it.'));
    if (error instanceof Error && 'unreadable' in error) throw error;
    throw unreadable(__('The ZIP file cannot be read: its list of files is damaged.'));
  }
  const around = commonFolder(all);
  return new Map(all.map((entry) => [entry.fileName.slice(around.length), entry]));
}

/** Folders that hold everything else. */
function commonFolder(entries: Entry[]): string {
  let around = (entries[0]?.fileName ?? '').replace(/[^/]*$/, '');
  for (const { fileName } of entries)
    while (!fileName.startsWith(around)) around = around.replace(/[^/]*\/$/, '');
  // These are part of the paths that others name.
  return around.replace(/(?:^|(?<=\/))(?:wp-content|uploads|content|images|static|\d{4}|_?posts)\/.*$/, '');
}

async function readEntry(zip: ZipFile, entry: Entry | undefined, most: number): Promise<Buffer | undefined> {
  if (!entry || entry.uncompressedSize === 0 || entry.uncompressedSize > most) return undefined;
  const isBomb = entry.uncompressedSize > tightest * Math.max(entry.compressedSize, 1);
  if ((isBomb && entry.uncompressedSize > alwaysAllowed) || entry.isEncrypted()) return undefined;
  const pieces: Buffer[] = [];
  try {
    // The reader stops at more bytes than the list says.
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}
