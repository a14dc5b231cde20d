// backup/copy-uploads.ts: the uploads into a backup; what the backup before has unchanged is linked and not copied again.
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashed } from '../base/database/dump.ts';
import type { FileLine, Manifest } from './manifest.ts';
import { parts, readLine } from './manifest.ts';

type Done = Omit<Manifest['uploads'], 'missing'>;

/**
 * Files are plain files under their own paths. One that is in the earlier backup with the same size and time is a second
 * name of the same bytes there (a hard link), so that each backup is whole by itself and old ones may simply be removed.
 * Goes through both in the order of their paths: memory does not grow with the number of files.
 * @param earlier the backup before; undefined for the first
 */
export async function copyUploads(uploads: string, to: string, earlier: string | undefined): Promise<Done> {
  const before = earlier ? linesOf(path.join(earlier, parts.list)) : undefined;
  const list = fs.createWriteStream(path.join(to, parts.list), { mode: 0o600 });
  const hashing = hashed();
  const done = { files: 0, bytes: 0, copied: 0 };
  const copying = async function* () {
    // A list that is damaged saves no copying from there on, and spoils nothing.
    const next = () => before?.next().catch(() => undefined);
    let known = await next();
    for (const file of filesIn(uploads, '')) {
      while (known && !known.done && known.value.key < file.key) known = await next();
      const same = known && !known.done && known.value.key === file.key ? known.value : undefined;
      const line = await take(uploads, to, file, earlier, same);
      if (!line) continue;
      done.files += 1;
      done.bytes += line.size;
      if (line !== same) done.copied += line.size;
      yield Buffer.from(`${JSON.stringify(line)}\n`);
    }
  };
  await pipeline(copying, hashing.through, list);
  return { ...done, sha256: hashing.digest() };
}

type Found = Pick<FileLine, 'key' | 'size' | 'changed'>;

/** All files in the order of their keys; folders that begin with a dot hold what is on its way. */
export function* filesIn(folder: string, below: string): Generator<Found> {
  const entries = fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => ({ entry, key: below + entry.name + (entry.isDirectory() ? '/' : '') }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of entries) {
    if (entry.isDirectory()) yield* filesIn(folder, key);
    const found = entry.isFile() && fs.lstatSync(path.join(folder, key), { throwIfNoEntry: false });
    if (found) yield { key, size: found.size, changed: Math.floor(found.mtimeMs) };
  }
}

/** Undefined when the file has gone meanwhile. */
async function take(
  uploads: string,
  to: string,
  file: Found,
  earlier: string | undefined,
  same: FileLine | undefined,
): Promise<FileLine | undefined> {
  const copy = path.join(to, parts.uploads, file.key);
  fs.mkdirSync(path.dirname(copy), { recursive: true, mode: 0o700 });
  if (earlier && same && same.size === file.size && same.changed === file.changed)
    if (link(path.join(earlier, parts.uploads, file.key), copy)) return same;
  try {
    const { sha256, size } = await copyHashed(path.join(uploads, file.key), copy);
    // The time is what the next backup knows the file by.
    fs.utimesSync(copy, file.changed / 1000, file.changed / 1000);
    return { ...file, size, sha256 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** False where the disk knows no second names, or the earlier file is not there any more: then it is copied. */
function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Copies a file, brings it to the disk, and tells its checksum. */
export async function copyHashed(from: string, to: string): Promise<{ sha256: string; size: number }> {
  const hashing = hashed();
  const source = await open(from, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  await pipeline(
    source.createReadStream(),
    hashing.through,
    fs.createWriteStream(to, { flags: 'wx', mode: 0o640, flush: true }),
  );
  return { sha256: hashing.digest(), size: hashing.bytes() };
}

/** The lines of a list, one by one. @throws Error with one line at the first that is damaged */
export async function* linesOf(file: string): AsyncGenerator<FileLine> {
  const handle = await open(file);
  for await (const line of handle.readLines()) if (line) yield readLine(line);
}
