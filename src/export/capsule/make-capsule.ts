// export/capsule/make-capsule.ts: everything of a blog in one ZIP file: for programs, for readers, and for those who check.
import fs from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { portions } from '../../base/jobs/walk.ts';
import { N_ } from '../../base/language/gettext.ts';
import { createZip, type ZipWriter } from '../../base/zip/write-zip.ts';
import type { Blog } from '../../blog.ts';
import { exportWxr } from '../export-wxr.ts';
import { everything } from '../filter.ts';
import { filesAfter, kinds } from '../queries/records.ts';
import { publicPages } from './pages.ts';
import { folders, uploadFile } from './paths.ts';
import { readme } from './readme.ts';
import { linesOfFiling, linesOfKind, settingsText } from './records.ts';

/** The list of all other entries with their checksums, in the form of `sha256sum`; the last entry. */
export const manifestName = 'manifest-sha256.txt';

export interface CapsuleProgress {
  /** What is being written, in a few words. */
  phase: string;
  /** Entries so far. */
  entries: number;
}

/** Kinds of files that are packed already. */
const packed =
  /\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4[av]|og[agv]|webm|mov|zip|gz|pdf|docx|xlsx|pptx|flac)$/i;

/**
 * Writes a capsule. It has another name until it is whole: what was cut short is begun anew by the next run, over the
 * remains of the last. Nothing is kept in memory that grows with the blog.
 * @param file where the capsule will lie; one that is there is replaced when the new one is whole
 * @param progress what it returns is waited for
 * @returns the size in bytes
 */
export async function makeCapsule(
  blog: Blog,
  file: string,
  progress: (progress: CapsuleProgress) => Promise<void> | void = () => {},
): Promise<number> {
  const part = `${file}.part`;
  const zip = await createZip(part, blog.now());
  const sums = fs.createWriteStream(`${part}.sums`, { mode: 0o600 });
  try {
    const writing = { zip, sums, entries: 0, phase: '', progress };
    await fill(blog, writing);
    await new Promise<void>((resolve, reject) => sums.once('error', reject).end(resolve));
    await zip.add(manifestName, fs.createReadStream(`${part}.sums`));
    const size = await zip.end();
    await rename(part, file);
    return size;
  } catch (error) {
    sums.destroy();
    await zip.abandon().catch(() => {});
    await rm(part, { force: true });
    throw error;
  } finally {
    await rm(`${part}.sums`, { force: true });
  }
}

interface Writing {
  zip: ZipWriter;
  sums: fs.WriteStream;
  entries: number;
  phase: string;
  progress: (progress: CapsuleProgress) => Promise<void> | void;
}

async function fill(blog: Blog, writing: Writing): Promise<void> {
  await begin(writing, N_('texts in WordPress’s format'));
  await put(writing, 'README.txt', readme(blog.url, blog.now()));
  await put(writing, 'wordpress-export.xml', exportWxr(blog, everything));
  await begin(writing, N_('records'));
  for (const kind of kinds) await put(writing, `${folders.data}/${kind}.jsonl`, linesOfKind(blog, kind));
  await put(writing, `${folders.data}/post_terms.jsonl`, linesOfFiling(blog));
  await put(writing, `${folders.data}/settings.json`, await settingsText(blog));
  await begin(writing, N_('files'));
  for await (const rows of portions(200, (after) => filesAfter(blog.db, after, 200)))
    for (const key of rows.flatMap(({ files }) => [...new Set(files)])) await putUpload(blog, writing, key);
  await begin(writing, N_('pages'));
  for await (const { name, content } of publicPages(blog)) await put(writing, name, content);
  await begin(writing, N_('the list of checksums'));
}

async function putUpload(blog: Blog, writing: Writing, key: string): Promise<void> {
  const file = blog.storage.path(key);
  // A file that went meanwhile is in no list.
  if (!fs.existsSync(file)) return;
  await put(writing, uploadFile(key), fs.createReadStream(file), !packed.test(key));
}

async function begin(writing: Writing, phase: string): Promise<void> {
  writing.phase = phase;
  await writing.progress({ phase, entries: writing.entries });
}

async function put(
  writing: Writing,
  name: string,
  content: Parameters<ZipWriter['add']>[1],
  isPacked = true,
): Promise<void> {
  const sum = await writing.zip.add(name, content, isPacked);
  writing.entries += 1;
  if (!writing.sums.write(`${sum}  ${name}\n`))
    await new Promise<void>((resolve) => writing.sums.once('drain', () => resolve()));
  await writing.progress({ phase: writing.phase, entries: writing.entries });
}
