// import/import-from.ts: brings a blog in, whatever system it comes from: record by record, repeatable at any point.
import { faultWords, type XmlFault } from '../base/xml/faults.ts';
import { isXmlError } from '../base/xml/read.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { baseOf, noAddresses, rememberAddresses } from './records/addresses.ts';
import { importAuthor } from './records/authors.ts';
import { importComments } from './records/comments.ts';
import { importThread } from './records/threads.ts';
import { importedByIds } from './queries/imported.ts';
import type { Credentials, Input, Reader } from './reader.ts';
import { isUnreadable } from './unreadable.ts';
import type { FileSource } from './files.ts';
import type { FirstReading } from './wxr/highest-ids.ts';
import { siteKey, type Importing } from './importing.ts';
import { importItem, kindOf } from './records/items.ts';
import { breakCircles, resolveLinks } from './queries/links.ts';
import { importMenus } from './records/menus.ts';
import { isRefusedByDatabase } from './refused.ts';
import { plainWords } from './records/plain-words.ts';
import { recount, reserveIds } from './queries/rows.ts';
import { renderAll } from './render-all.ts';
import { createSummary, type Summary, type SummaryRow } from './summary.ts';
import { importTerm } from './records/terms.ts';
import type { WxrMended, WxrRecord, WxrTold } from './wxr/wxr.ts';

export interface ImportOptions {
  /** Opens the file; called twice, for one that is not well-formed three times. */
  open: () => AsyncIterable<Uint8Array>;
  /** Where the file or folder lies, for readers that go about in it. */
  path?: string;
  /** The old site's address, for exports that do not say it; that of this blog by default. */
  address?: string;
  /** For a site that is asked itself. */
  credentials?: Credentials | undefined;
  fetches_attachments?: boolean;
  /** A copy of the old site's files: they are taken from it. */
  uploads?: FileSource | undefined;
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
 * Imports what a reader finds. Nothing that is here already is changed, so the same file may be given again, also after an
 * interruption: each record is written in a transaction of its own. A record that cannot be kept is counted as left out.
 */
export async function importFrom(blog: Blog, reader: Reader, options: ImportOptions): Promise<ImportResult> {
  const input: Input = {
    open: options.open,
    path: options.path ?? '',
    address: (options.address || blog.url).replace(/\/+$/, ''),
    credentials: options.credentials,
    blog,
    known: async (kind, ids) => new Set((await importedByIds(blog.db, run.site, kind, ids)).keys()),
  };
  const summary = createSummary();
  const first = await reader.first(input).catch((error: unknown) => {
    if (isUnreadable(error)) return error.message;
    throw error;
  });
  if (typeof first === 'string') return { rows: [], problem: first };
  const { timezone_string: zone } = await settings(blog.db, general);
  const own = await reader.files?.(input.path);
  const run: Importing = {
    blog,
    site: 'unknown',
    author_id: options.author_id,
    authors: new Map(),
    shared_emails: first.shared_emails,
    zone,
    fetches_attachments: options.fetches_attachments ?? false,
    uploads: own ?? options.uploads,
    terms: new Map(),
    menus: new Map(),
    menu_lines: [],
    counted_terms: new Set(),
    addresses: noAddresses(),
    summary,
    threads: new Map(),
    post_id: undefined,
    post_date: undefined,
  };
  await reserveIds(blog.db, first.highest);
  const problem = await readAll(run, { reader, input, options, first }).finally(() => own?.close());
  const attached = await resolveLinks(blog.db, run.site);
  if (attached) run.summary.cameIn('files of comments', attached);
  await breakCircles(blog.db);
  await recount(blog.db);
  await rememberAddresses(run);
  await importMenus(run);
  await renderAll(run, () => options.progress?.({ bytes: Infinity, summary: run.summary }));
  return { rows: run.summary.rows(), problem };
}

interface Reading {
  reader: Reader;
  input: Input;
  options: ImportOptions;
  first: FirstReading;
}

async function readAll(
  run: Importing,
  { reader, input, options, first }: Reading,
): Promise<string | undefined> {
  let items = 0;
  let end: XmlFault | undefined;
  try {
    for await (const { record, bytes } of reader.read(input, first)) {
      if (record.kind === 'mended') {
        countMended(run, record);
        end ??= record.faults.find(({ kind }) => kind === 'end');
        continue;
      }
      if (record.kind !== 'site' && (record.kind !== 'told' || record.as === 'already_there')) items += 1;
      await importRecord(run, record);
      await options.progress?.({ bytes, summary: run.summary });
    }
  } catch (error) {
    if (isUnreadable(error)) return error.message;
    if (!isXmlError(error)) throw error;
    return unread((first.error ?? error).message);
  }
  if (end) return unread(`line ${end.line}: ${faultWords.end}`);
  return items ? undefined : `There is nothing of an export of ${reader.title} in this file.`;
}

const unread = (why: string): string =>
  `The file cannot be read further: ${why.replace(/\.+$/, '')}. Everything before it came in.`;

/** Names what was mended, or passed over as it breaks off. */
function countMended({ summary }: Importing, { item, faults, is_lost }: WxrMended): void {
  const kind = item ? kindOf(item.type) : 'the file itself';
  const name = item ? `“${plainWords(item.title).slice(0, 80) || 'untitled'}”` : '';
  if (is_lost) return summary.leftOut(kind, `${name}: ${faultWords.end} of it`.trim());
  const words = faults.slice(0, 5).map((fault) => `${faultWords[fault.kind]} in line ${fault.line}`);
  summary.mended(kind, `${name}${name && ': '}mended ${words.join(', ')}`);
}

async function importRecord(run: Importing, record: Exclude<WxrRecord, WxrMended>): Promise<void> {
  try {
    if (record.kind === 'site') {
      run.site = siteKey(record);
      run.addresses.base = baseOf(record);
    } else if (record.kind === 'author') await importAuthor(run, record);
    else if (record.kind === 'term') await importTerm(run, record);
    else if (record.kind === 'item') await importItem(run, record);
    else if (record.kind === 'thread') await importThread(run, record);
    else if (record.kind === 'told') tell(run, record);
    else await importComments(run, record.comments);
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    run.blog.log.warn({ code: error.code, kind: record.kind }, 'a record of the import was left out');
    run.summary.leftOut(`${record.kind}s`, `not accepted by the database (${error.code})`);
  }
}

/** What a reader has to say of records that it does not hand out. */
function tell({ summary }: Importing, { what, as, words, count }: WxrTold): void {
  if (as === 'left_out') summary.leftOut(what, words, count);
  else if (as === 'already_there') summary.alreadyThere(what, count);
  else summary.told(what, words);
}
