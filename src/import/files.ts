// import/files.ts: files of the old site from a copy on this machine: a folder, or a ZIP file.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Media } from '../media/media.ts';
import { openZip } from './zip.ts';

/** Larger ones are left to the person who moves: all of a file is in memory once. */
const largest = 1024 ** 3;

/** Where a copy of the old site's files may begin below what was named. */
const beginnings = ['', 'uploads', 'wp-content/uploads', 'images', 'content/images', 'content'];

/** A copy of the old site's files. */
export interface FileSource {
  /** What it is, in a sentence. */
  is: 'folder' | 'ZIP file';
  /** The bytes of a file by the names that it may have; undefined when it is not there. */
  find(names: string[]): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

/** @param folder a copy of wp-content/uploads or the like, or a folder that holds one */
export function filesOfFolder(folder: string): FileSource {
  return {
    is: 'folder',
    async find(names) {
      const root = await fs.realpath(folder);
      for (const name of placesOf(names)) {
        const body = await readInside(root, path.join(root, name));
        if (body) return body;
      }
      return undefined;
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Files of a ZIP file; folders around them do not matter.
 * @throws Unreadable when it is none
 */
export async function filesOfZip(file: string): Promise<FileSource> {
  const zip = await openZip(file);
  return {
    is: 'ZIP file',
    async find(names) {
      const found = placesOf(names).find((name) => zip.has(name));
      return found === undefined ? undefined : zip.read(found, largest);
    },
    close: () => zip.close(),
  };
}

const placesOf = (names: string[]): string[] =>
  names.flatMap(spellings).flatMap((name) => beginnings.map((beginning) => path.posix.join(beginning, name)));

/** What a file may be called in the copy: as the export says, and as it was before WordPress made it smaller. */
export function namesOf({ meta, remote_url }: Pick<Media, 'meta' | 'remote_url'>): string[] {
  const attached = meta._wp_attached_file ?? [];
  const inAddress = /\/(?:uploads|files|images)\/(.+)$/.exec(decoded(new URL(remote_url!).pathname))?.[1];
  const names = [...attached, ...(inAddress ? [inAddress] : [])];
  return [...new Set([...names, ...names.map((name) => name.replace(/-(?:scaled|rotated)(\.\w+)$/, '$1'))])];
}

/** Only what really lies in the folder: no link leads out of it. */
async function readInside(root: string, full: string): Promise<Buffer | undefined> {
  try {
    const real = await fs.realpath(full);
    if (!real.startsWith(root + path.sep)) return undefined;
    const { size } = await fs.stat(real);
    return size > 0 && size <= largest ? await fs.readFile(real) : undefined;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'ENAMETOOLONG'].includes(code)) return undefined;
    throw error;
  }
}

/** Copies from a Mac spell letters with accents in two parts. */
const spellings = (name: string): string[] => [
  ...new Set([name, name.normalize('NFC'), name.normalize('NFD')]),
];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
