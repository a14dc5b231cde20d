// media/sweep.ts: the hourly sweep: removes what was staged too long ago; bytes without a row and rows without bytes: sweep-kept.ts.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blog } from '../blog.ts';
import { deletePartialsBefore, partialFilesWithRow } from './uploads/partial-queries.ts';
import { removeIfOld, reportMissing, sweepKept } from './sweep-kept.ts';
import { deleteStagedBefore, stagedFilesWithRow } from './uploads/staged-queries.ts';

const hour = 3_600_000;
/** A form may be open for half a day, an upload pause for a day. */
const patience = { staged: 12 * hour, partial: 24 * hour };
const handful = 500;

/** Runs hourly and at start. */
export async function sweepFiles(blog: Blog): Promise<void> {
  await sweepStaging(blog);
  await sweepKept(blog);
  await reportMissing(blog);
}

async function sweepStaging(blog: Blog): Promise<void> {
  const { staging } = blog.storage;
  const before = (time: number) => new Date(blog.now().getTime() - time);
  const ended = await deleteStagedBefore(blog.db, before(patience.staged));
  const rested = await deletePartialsBefore(blog.db, before(patience.partial));
  for (const { file } of [...ended, ...rested]) await fs.rm(path.join(staging, file), { force: true });
  await inHandfuls(await namesIn(staging), async (names) => {
    const staged = await stagedFilesWithRow(blog.db, names);
    const known = new Set([...staged, ...(await partialFilesWithRow(blog.db, names))]);
    for (const name of names) {
      if (!known.has(name)) await removeIfOld(blog, path.join(staging, name));
    }
  });
}

const namesIn = (folder: string): Promise<string[]> => fs.readdir(folder).catch(() => []);

async function inHandfuls(names: string[], work: (some: string[]) => Promise<void>): Promise<void> {
  for (let index = 0; index < names.length; index += handful) await work(names.slice(index, index + handful));
}
