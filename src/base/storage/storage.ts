// base/storage/storage.ts: where bytes live: a folder on disk, addressed by keys such as 2026/11/k3v9….jpg.
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Keys come from the engine, never from a client: letters, digits, dot, dash, underscore and slashes. */
export interface Storage {
  /** An absolute path for reading; throws on a key that leaves the folder. */
  path(key: string): string;
  /** Moves a finished file in, safely: synced, renamed, folder synced. Throws if the key is taken. */
  put(key: string, from: string): Promise<void>;
  /** Removes a file; nothing happens when it is not there. */
  remove(key: string): Promise<void>;
  /** A folder on the same disk for files that are still being received. */
  waiting: string;
  /** The folder itself, for the sweeper. */
  folder: string;
}

/** Opens (and creates) the folder. */
export async function openStorage(folder: string): Promise<Storage> {
  const waiting = path.join(folder, '.waiting');
  await fs.mkdir(waiting, { recursive: true });
  const storage: Storage = {
    folder,
    waiting,
    path: (key) => inside(folder, key),
    async put(key, from) {
      const to = inside(folder, key);
      await fs.mkdir(path.dirname(to), { recursive: true });
      await sync(from, constants.O_RDWR);
      // link refuses an existing name, which rename would replace in silence.
      await fs.link(from, to);
      await fs.unlink(from);
      await sync(path.dirname(to), constants.O_RDONLY);
    },
    async remove(key) {
      await fs.rm(inside(folder, key), { force: true });
    },
  };
  return storage;
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
