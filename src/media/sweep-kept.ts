// media/sweep-kept.ts: kept files: removes bytes that have no row, and reports rows that have no bytes; a part of them each hour.
import fs from 'node:fs/promises';
import path from 'node:path';
import { goRound } from '../base/jobs/walk.ts';
import type { Blog } from '../blog.ts';
import { isOurName } from './file-name.ts';
import { filesWithRow, keptFilesAfter } from './queries.ts';

const hour = 3_600_000;
/** A file that arrives or is being kept has its row within seconds. */
const patience = hour;
/** What a killed process or a rolled back transaction left lies in the months of late, and is young. */
const young = 26 * hour;
const handful = 500;
/** Of so few names even a small table is asked by its index. */
const few = 50;
/** Files that are missing are named one by one while they are few. */
const mostNamed = 5;

/** Looks at the young files, and at the next portion of all others: one round after another. */
export async function sweepKept(blog: Blog): Promise<void> {
  const months = await monthsOf(blog);
  for (const month of ['', ...months.slice(-2)]) {
    const names = await namesIn(blog, month);
    const ages = await Promise.all(names.map((name) => ageOf(path.join(blog.storage.folder, month, name))));
    await sweepNames(
      blog,
      month,
      names.filter((_, index) => (ages[index] ?? young) < young),
    );
  }
  await goRound(blog, 'media.files', async (blog, after) => {
    const found = await nextFiles(blog, ['', ...months], after);
    for (const { month, names } of found) await sweepNames(blog, month, names);
    const last = found.at(-1);
    return last && `${last.month}:${last.names.at(-1)}`;
  });
}

/** Says which of the next rows have no file. When the folder is not there at all, one line says it all. */
export async function reportMissing(blog: Blog): Promise<void> {
  await goRound(blog, 'media.rows', async (blog, after) => {
    const rows = await keptFilesAfter(blog.db, Number(after), handful);
    const missing: typeof rows = [];
    for (const row of rows) {
      const isThere = await fs.access(blog.storage.path(row.file!)).then(
        () => true,
        () => false,
      );
      if (!isThere) missing.push(row);
    }
    if (missing.length > mostNamed) {
      const known = { at_least: missing.length, such_as: missing[0]!.file, folder: blog.storage.folder };
      blog.log.error(known, 'many kept files are missing: is the uploads folder mounted?');
    } else {
      for (const { id, file } of missing)
        blog.log.error({ media_id: id, file }, 'a kept file is missing from the uploads folder');
    }
    return rows.length < handful ? undefined : String(rows.at(-1)!.id);
  });
}

/** The next handful of files after `month:name`, by month. */
async function nextFiles(
  blog: Blog,
  months: string[],
  after: string,
): Promise<{ month: string; names: string[] }[]> {
  const at = after.indexOf(':');
  const [done, last] = [after.slice(0, at), after.slice(at + 1)];
  const found: { month: string; names: string[] }[] = [];
  let count = 0;
  for (const month of after ? months.filter((one) => one >= done) : months) {
    const all = (await namesIn(blog, month)).toSorted();
    const rest = after && month === done ? all.filter((name) => name > last) : all;
    const names = rest.slice(0, handful - count);
    count += names.length;
    if (names.length) found.push({ month, names });
    if (count === handful) break;
  }
  return found;
}

async function sweepNames(blog: Blog, month: string, all: string[]): Promise<void> {
  for (let index = 0; index < all.length; index += few) {
    const keys = all.slice(index, index + few).map((name) => (month ? `${month}/${name}` : name));
    const known = await filesWithRow(blog.db, keys);
    for (const key of keys) {
      if (!known.has(key)) await removeIfOld(blog, path.join(blog.storage.folder, key));
    }
  }
}

/** Removes a file that has no row, unless it is so young that its row may still come. */
export async function removeIfOld(blog: Blog, file: string): Promise<void> {
  const age = await ageOf(file);
  if (age === undefined || age < patience) return;
  await fs.rm(file, { force: true });
  blog.log.info({ file: path.relative(blog.storage.folder, file) }, 'swept a file that belongs to nothing');
}

/** By the file system's own clock, which wrote the time that is looked at; undefined for what is no file. */
async function ageOf(file: string): Promise<number | undefined> {
  const stat = await fs.stat(file).catch(() => undefined);
  return stat?.isFile() ? Date.now() - stat.ctimeMs : undefined;
}

/** The folders that hold kept files, such as `2026/08`, in order. */
async function monthsOf({ storage }: Blog): Promise<string[]> {
  const below = async (folder: string, pattern: RegExp) =>
    (await fs.readdir(path.join(storage.folder, folder)).catch(() => [])).filter((name) =>
      pattern.test(name),
    );
  const months: string[] = [];
  for (const year of await below('', /^\d{4}$/))
    for (const month of await below(year, /^\d{2}$/)) months.push(`${year}/${month}`);
  return months.toSorted();
}

/** Files without a month lie in the folder itself, beside what an owner may have put there. */
async function namesIn({ storage }: Blog, month: string): Promise<string[]> {
  const names = await fs.readdir(path.join(storage.folder, month)).catch(() => []);
  return month ? names : names.filter(isOurName);
}
