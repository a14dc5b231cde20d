// media/sweep.ts: removes bytes that have no row, reports rows that have no bytes, and ends what waited too long.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blog } from '../blog.ts';
import { isOurName } from './file-name.ts';
import { deletePartialsBefore, partialFilesWithRow } from './partial-queries.ts';
import { filesWithRow, keptFilesAfter } from './queries.ts';
import { deleteWaitingBefore, waitingFilesWithRow } from './waiting-queries.ts';

const hour = 3_600_000;
/** A form may be open for half a day, an upload rest for a day; a file being kept has its row within seconds. */
const patience = { waiting: 12 * hour, partial: 24 * hour, without_row: hour };
const handful = 500;
const mostNamed = 5;

/** Runs hourly and at start. */
export async function sweepFiles(blog: Blog): Promise<void> {
  await sweepWaiting(blog);
  await sweepKept(blog);
  await reportMissing(blog);
}

async function sweepWaiting(blog: Blog): Promise<void> {
  const { waiting } = blog.storage;
  const before = (time: number) => new Date(blog.now().getTime() - time);
  const ended = await deleteWaitingBefore(blog.db, before(patience.waiting));
  const rested = await deletePartialsBefore(blog.db, before(patience.partial));
  for (const { file } of [...ended, ...rested]) await fs.rm(path.join(waiting, file), { force: true });
  await inHandfuls(await namesIn(waiting), async (names) => {
    const waits = await waitingFilesWithRow(blog.db, names);
    const known = new Set([...waits, ...(await partialFilesWithRow(blog.db, names))]);
    for (const name of names) {
      if (!known.has(name)) await removeIfOld(blog, path.join(waiting, name));
    }
  });
}

async function sweepKept(blog: Blog): Promise<void> {
  const { folder } = blog.storage;
  const months = await foldersBelow(folder, /^\d{4}$/, /^\d{2}$/);
  // Files without a month lie in the folder itself, beside what an owner may have put there.
  for (const month of ['', ...months]) {
    const found = await namesIn(path.join(folder, month));
    await inHandfuls(month ? found : found.filter(isOurName), async (names) => {
      const keys = names.map((name) => (month ? `${month}/${name}` : name));
      const known = await filesWithRow(blog.db, keys);
      for (const key of keys) {
        if (!known.has(key)) await removeIfOld(blog, path.join(folder, key));
      }
    });
  }
}

/** Files are named one by one while they are few; else one line says how many, and none is looked for any more. */
async function reportMissing(blog: Blog): Promise<void> {
  const missing: { media_id: number; file: string }[] = [];
  for (let after = 0; ;) {
    const rows = await keptFilesAfter(blog.db, after, handful);
    for (const { id, file } of rows) {
      const isThere = await fs.access(blog.storage.path(file!)).then(
        () => true,
        () => false,
      );
      if (!isThere) missing.push({ media_id: id, file: file! });
    }
    if (rows.length < handful || missing.length > mostNamed) break;
    after = rows.at(-1)!.id;
  }
  if (missing.length > mostNamed) {
    const known = { at_least: missing.length, such_as: missing[0]!.file, folder: blog.storage.folder };
    blog.log.error(known, 'many kept files are missing: is the uploads folder mounted?');
    return;
  }
  for (const one of missing) blog.log.error(one, 'a kept file is missing from the uploads folder');
}

/** By the file system's own clock, which wrote the time that is looked at. */
async function removeIfOld(blog: Blog, file: string): Promise<void> {
  const stat = await fs.stat(file).catch(() => undefined);
  if (!stat?.isFile() || Date.now() - stat.ctimeMs < patience.without_row) return;
  await fs.rm(file, { force: true });
  blog.log.info({ file: path.relative(blog.storage.folder, file) }, 'swept a file that belongs to nothing');
}

async function foldersBelow(folder: string, ...patterns: RegExp[]): Promise<string[]> {
  const [pattern, ...rest] = patterns;
  if (!pattern) return [''];
  const names = (await namesIn(folder)).filter((name) => pattern.test(name));
  const deeper: string[] = [];
  for (const name of names) {
    for (const below of await foldersBelow(path.join(folder, name), ...rest))
      deeper.push(path.join(name, below));
  }
  return deeper.map((name) => name.replace(/\/$/, ''));
}

const namesIn = (folder: string): Promise<string[]> => fs.readdir(folder).catch(() => []);

async function inHandfuls(names: string[], work: (some: string[]) => Promise<void>): Promise<void> {
  for (let index = 0; index < names.length; index += handful) await work(names.slice(index, index + handful));
}
