// import/uploads-folder.ts: files of the old site from a copy of its uploads folder on this machine.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Media } from '../media/media.ts';

/** Larger ones are left to the person who moves: all of a file is in memory once. */
const largest = 1024 ** 3;

/** Where a copy of wp-content/uploads may begin below the folder that was named. */
const beginnings = ['', 'uploads', 'wp-content/uploads'];

/**
 * The bytes of a file of the old site; undefined when it is not in the folder.
 * @param folder a copy of wp-content/uploads, or a folder that holds one
 * @param paths below wp-content/uploads; the first that is there counts
 */
export async function fileInFolder(folder: string, paths: string[]): Promise<Buffer | undefined> {
  const root = await fs.realpath(folder);
  for (const name of paths.flatMap(spellings)) {
    for (const beginning of beginnings) {
      const body = await readInside(root, path.join(root, beginning, name));
      if (body) return body;
    }
  }
  return undefined;
}

/** What a file may be called in the folder: as the export says, and as it was before WordPress made it smaller. */
export function namesOf({ meta, remote_url }: Pick<Media, 'meta' | 'remote_url'>): string[] {
  const attached = meta._wp_attached_file ?? [];
  const inAddress = /\/(?:uploads|files)\/(.+)$/.exec(decoded(new URL(remote_url!).pathname))?.[1];
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
    if (
      ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'ENAMETOOLONG'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      return undefined;
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
