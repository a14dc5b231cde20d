// import/import-wxr.ts: brings a WordPress export in: record by record, repeatable at any point.
import { isXmlError } from '../base/xml/read.ts';
import type { Blog } from '../blog.ts';
import { importAuthor } from './records/authors.ts';
import { importComments } from './records/comments.ts';
import { highestIds } from './wxr/highest-ids.ts';
import { siteKey, type Importing } from './importing.ts';
import { importItem } from './records/items.ts';
import { breakCircles, resolveLinks } from './queries/links.ts';
import { importMenus } from './records/menus.ts';
import { isRefusedByDatabase } from './refused.ts';
import { recount, reserveIds } from './queries/rows.ts';
import { readWxr } from './wxr/read-wxr.ts';
import { renderAll } from './render-all.ts';
import { createSummary, type Summary, type SummaryRow } from './summary.ts';
import { importTerm } from './records/terms.ts';
import type { WxrRecord } from './wxr/wxr.ts';

export interface ImportOptions {
  /** Opens the file; called twice. */
  open: () => AsyncIterable<Uint8Array>;
  fetches_attachments?: boolean;
  /** Gives all posts to this user instead of their authors. */
  author_id?: number | undefined;
  /** Called after each record; what it returns is waited for. */
  progress?: (progress: ImportProgress) => Promise<void> | void;
}

export interface ImportProgress {
  /** Bytes of the file read so far; Infinity while the texts are made ready after reading. */
  bytes: number;
  summary: Summary;
}

export interface ImportResult {
  rows: SummaryRow[];
  /** Why reading stopped before the end, with the line; everything before it is in. */
  problem: string | undefined;
}

/**
 * Imports WXR 1.0 to 1.2. Nothing that is here already is changed, so the same file may be given again, also after an
 * interruption: each record is written in a transaction of its own. A record that cannot be kept is counted as left out.
 */
export async function importWxr(blog: Blog, options: ImportOptions): Promise<ImportResult> {
  const run: Importing = {
    blog,
    site: 'unknown',
    author_id: options.author_id,
    authors: new Map(),
    fetches_attachments: options.fetches_attachments ?? false,
    terms: new Map(),
    menus: new Map(),
    menu_lines: [],
    summary: createSummary(),
    post_id: undefined,
  };
  await reserveIds(blog.db, await highestIds(options.open()));
  const problem = await readAll(run, options);
  await resolveLinks(blog.db, run.site);
  await breakCircles(blog.db);
  await recount(blog.db);
  await importMenus(run);
  await renderAll(blog, () => options.progress?.({ bytes: Infinity, summary: run.summary }));
  return { rows: run.summary.rows(), problem };
}

async function readAll(run: Importing, options: ImportOptions): Promise<string | undefined> {
  let items = 0;
  try {
    for await (const { record, bytes } of readWxr(options.open())) {
      if (record.kind !== 'site') items += 1;
      await importRecord(run, record);
      await options.progress?.({ bytes, summary: run.summary });
    }
  } catch (error) {
    if (!isXmlError(error)) throw error;
    return `The file cannot be read further: ${error.message}. Everything before it came in.`;
  }
  return items ? undefined : 'There is nothing of a WordPress export in this file.';
}

async function importRecord(run: Importing, record: WxrRecord): Promise<void> {
  try {
    if (record.kind === 'site') run.site = siteKey(record);
    else if (record.kind === 'author') await importAuthor(run, record);
    else if (record.kind === 'term') await importTerm(run, record);
    else if (record.kind === 'item') await importItem(run, record);
    else await importComments(run, record.comments);
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    run.blog.log.warn({ code: error.code, kind: record.kind }, 'a record of the import was left out');
    run.summary.leftOut(`${record.kind}s`, `not accepted by the database (${error.code})`);
  }
}
