// media/sweep.ts: the hourly sweep: ends what waited too long; bytes without a row and rows without bytes: sweep-kept.ts.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blog } from '../blog.ts';
import { deletePartialsBefore, partialFilesWithRow } from './uploads/partial-queries.ts';
import { reportMissing, sweepKept } from './sweep-kept.ts';
import { deleteWaitingBefore, waitingFilesWithRow } from './uploads/staged-queries.ts';

const hour = 3_600_000;
/** A form may be open for half a day, an upload rest for a day; a file that arrives has its row within seconds. */
const patience = { waiting: 12 * hour, partial: 24 * hour, without_row: hour };
const handful = 500;

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

/** By the file system's own clock, which wrote the time that is looked at. */
async function removeIfOld(blog: Blog, file: string): Promise<void> {
  const stat = await fs.stat(file).catch(() => undefined);
  if (!stat?.isFile() || Date.now() - stat.ctimeMs < patience.without_row) return;
  await fs.rm(file, { force: true });
  blog.log.info({ file: path.relative(blog.storage.folder, file) }, 'swept a file that belongs to nothing');
}

const namesIn = (folder: string): Promise<string[]> => fs.readdir(folder).catch(() => []);

async function inHandfuls(names: string[], work: (some: string[]) => Promise<void>): Promise<void> {
  for (let index = 0; index < names.length; index += handful) await work(names.slice(index, index + handful));
}
