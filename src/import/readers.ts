// import/readers.ts: the systems that can be read, and which of them made a file.
import fs from 'node:fs/promises';
import { __ } from '../base/language/gettext.ts';
import { bloggerReader } from './blogger/blogger-reader.ts';
import { disqusReader } from './disqus/disqus-reader.ts';
import { ghostReader } from './ghost/ghost-reader.ts';
import { issoReader } from './isso/isso-reader.ts';
import { mtReader } from './movable-type/mt-reader.ts';
import { holdsMarkdown, markdownReader } from './markdown/markdown-reader.ts';
import type { Reader } from './reader.ts';
import { remarkReader } from './remark42/remark-reader.ts';
import { isUnreadable } from './unreadable.ts';
import { siteReader } from './wordpress-site/site-reader.ts';
import { wxrReader } from './wxr/wxr-reader.ts';

/** Those that know a file surely come first; what is XML and nothing else may be a mended WordPress export. */
export const readers: Reader[] = [
  ghostReader,
  remarkReader,
  issoReader,
  disqusReader,
  bloggerReader,
  mtReader,
  wxrReader,
  markdownReader,
  siteReader,
];

export const readerNamed = (kind: string): Reader | undefined => readers.find((one) => one.kind === kind);

/** The reader for a file by what stands at its beginning, or for a folder; a sentence where there is none. */
export async function readerFor(file: string): Promise<Reader | string> {
  if ((await fs.stat(file)).isDirectory())
    return (await holdsMarkdown(file)) ? markdownReader : __('There is no Markdown file in this folder.');
  const start = await startOf(file);
  if (!start) return __('The file is empty. Choose the file that the old blog’s export gave you.');
  if (start.startsWith('PK') && (await isZipOfMarkdown(file))) return markdownReader;
  return readers.find((one) => one.knows(start)) ?? problemOf(start);
}

/** One that cannot be opened is none. */
async function isZipOfMarkdown(file: string): Promise<boolean> {
  try {
    return await holdsMarkdown(file);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

async function startOf(file: string): Promise<string> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer
      .toString('utf8', 0, bytesRead)
      .replaceAll(/[\uFEFF\uFFFD\0]/g, '')
      .trimStart();
  } finally {
    await handle.close();
  }
}

function problemOf(start: string): string {
  if (start.startsWith('SQLite format 3'))
    return __(
      'This is a database of SQLite. Of Isso’s, docs/import.md has the line that makes a JSON file of it: upload that one.',
    );
  return start.startsWith('PK')
    ? __('This is a ZIP archive without Markdown files. Unpack it first, and upload the export inside.')
    : __('This is no export of a system that can be read here: see docs/import.md for those that can.');
}
