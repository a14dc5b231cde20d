// base/storage/storage.ts: where bytes live: a folder on disk, addressed by keys such as 2026/11/k3v9….jpg.
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Keys come from the engine, never from a client: letters, digits, dot, dash, underscore and slashes. */
export interface Storage {
  /** An absolute path for reading; throws on a key that leaves the folder. */
  path(key: string): string;
  /**
   * Takes a finished file in, safely: synced, linked, folder synced. Throws if the key is taken. The file keeps its
   * old name too, for the caller to remove when nothing can go wrong any more.
   */
  put(key: string, from: string): Promise<void>;
  /** Puts a finished file in the place of one that is there, in one step; `from` is gone afterwards. */
  replace(key: string, from: string): Promise<void>;
  /** Removes a file; nothing happens when it is not there. */
  remove(key: string): Promise<void>;
  /** Bytes that are free on its disk. */
  free(): Promise<number>;
  /** A folder on the same disk for files that are still being received. */
  staging: string;
  /** The folder itself, for the sweeper. */
  folder: string;
}

/** Opens (and creates) the folder. */
export async function openStorage(folder: string): Promise<Storage> {
  const staging = path.join(folder, '.waiting');
  await fs.mkdir(staging, { recursive: true });
  const storage: Storage = {
    folder,
    staging,
    path: (key) => inside(folder, key),
    async put(key, from) {
      const to = inside(folder, key);
      await makeFolder(path.dirname(to));
      await sync(from, constants.O_RDWR);
      // link refuses an existing name, which rename would replace in silence.
      await fs.link(from, to);
      await sync(path.dirname(to), constants.O_RDONLY);
    },
    async replace(key, from) {
      const to = inside(folder, key);
      await sync(from, constants.O_RDWR);
      await fs.rename(from, to);
      await sync(path.dirname(to), constants.O_RDONLY);
    },
    async free() {
      const { bavail, bsize } = await fs.statfs(folder);
      return bavail * bsize;
    },
    async remove(key) {
      await fs.rm(inside(folder, key), { force: true });
    },
  };
  return storage;
}

/** A new folder is on disk only when the folder above it is. */
async function makeFolder(folder: string): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true });
  for (let made = folder; first && made.length >= first.length; made = path.dirname(made)) {
    await sync(path.dirname(made), constants.O_RDONLY);
  }
}

function inside(folder: string, key: string): string {
  const full = path.join(folder, key);
  if (!/^[\w.\-/]+$/.test(key) || key.includes('..') || !full.startsWith(folder + path.sep)) {
    throw new Error('a storage key left its folder');
  }
  return full;
}

async function sync(file: string, flags: number): Promise<void> {
  const handle = await fs.open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
