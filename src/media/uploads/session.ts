// media/uploads/session.ts: one form on its way in, and how many of its files may be open at once.
import { httpError, type HttpError } from '../../base/errors.ts';
import { __, _n } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { checkDisk, checkWrite, expectBytes } from './disk.ts';
import { mostOpenFiles } from '../limits.ts';
import type { StagedFile } from '../media.ts';
import type { RefusedFile, UploadRules } from './rules.ts';
import { freeStagingSpace, tooBusy } from './staging-quota.ts';

export interface UploadSession {
  blog: Blog;
  rules: UploadRules;
  /** Who sends: an opaque word. */
  network: string;
  /** Bytes of the whole form, when it was announced. */
  announced: number | undefined;
  /** Files that came with this request and passed, as they were done: a small one overtakes a large one. */
  stored: StagedFile[];
  /** Ids of files in the order in which they were sent; '' where one was refused. */
  order: string[];
  refused: RefusedFile[];
  /** Files of this request so far, whatever became of them. */
  count: number;
  /** The whole form is announced to be far too large: it is read up to its first file. */
  is_too_large: boolean;
  /** Bytes of its files that have no row yet; they count until the request is answered. */
  bytes: number;
  /** The MD5 that the sender says the file has, in hexadecimal; for bodies of one file. */
  expected_md5?: string | undefined;
}

export function openUploadSession(
  blog: Blog,
  rules: UploadRules,
  network: string,
  announced: number | undefined,
): UploadSession {
  const none = { stored: [], order: [], refused: [], count: 0, is_too_large: false, bytes: 0 };
  return { blog, rules, network, announced, ...none };
}

/** Files being received now, by sender. Only a file takes a slot: a form without one is never turned away. */
const open = new Map<string, OpenFiles>();

interface OpenFiles {
  files: number;
  /** That came and have no row yet. */
  bytes: number;
  /** That came or may still come. */
  reserved: number;
  area: string;
}

let openFiles = 0;

/** How many bytes of a file are put together before they are written: fewer, the more files are open. */
export const batchBytes = (): number => Math.min(2 ** 19, Math.max(2 ** 16, 2 ** 24 / openFiles));

/** A slot for one file. */
export interface UploadSlot {
  /** Counts bytes that are about to be written. @throws HttpError 507 */
  write(bytes: number): Promise<void>;
  /** Releases the slot. */
  leave(): void;
}

/** @throws HttpError 403, 429 or 507 when this file may not come in now */
export async function acquireSlot(session: UploadSession): Promise<UploadSlot> {
  const { blog, rules, network, announced = Infinity } = session;
  session.count += 1;
  if (rules.closed) throw httpError(403, 'upload_closed', rules.closed);
  if (session.count > rules.max_count) throw tooMany(rules.max_count);
  if ((open.get(network)?.files ?? 0) >= mostOpenFiles) throw tooBusy();
  const bytes = Math.min(rules.max_bytes, announced);
  // Nothing is waited for between the look and the reservation: two requests would pass at once. Of those that begin at
  // one moment the first have room: what is reserved after this one does not count for it.
  const earlier = open.get(network)?.reserved ?? 0;
  const slot = reserve(session, bytes);
  try {
    await rules.admit?.();
    const { area } = rules;
    const ofArea = [...open.values()].filter((one) => one.area === area);
    const all = ofArea.reduce((sum, one) => sum + one.bytes, 0);
    const own = Math.min(earlier, open.get(network)!.reserved - bytes);
    await freeStagingSpace(blog, { area, sender: network, rules, bytes, open: { own, all } });
    await checkDisk(blog, bytes);
    slot.expect(bytes);
    return slot;
  } catch (error) {
    slot.leave();
    throw error;
  }
}

function reserve(session: UploadSession, reserved: number): UploadSlot & { expect(bytes: number): void } {
  const { blog, network } = session;
  let written = 0;
  let expected = 0;
  const expect = (bytes: number) => {
    expected += bytes;
    expectBytes(network, bytes);
  };
  count(session, { files: 1, reserved });
  return {
    expect,
    async write(bytes) {
      written += bytes;
      count(session, { bytes });
      await checkWrite(blog, bytes);
      expect(-Math.min(bytes, expected));
    },
    leave() {
      expect(-expected);
      count(session, { files: -1, reserved: written - reserved });
    },
  };
}

function count(session: UploadSession, { files = 0, bytes = 0, reserved = 0 }): void {
  const { network, rules } = session;
  const now = open.get(network) ?? { files: 0, bytes: 0, reserved: 0, area: rules.area };
  session.bytes += bytes;
  openFiles += files;
  now.files += files;
  now.bytes += bytes;
  now.reserved += reserved;
  if (now.files || now.reserved) open.set(network, now);
  else open.delete(network);
}

/** Its files have their rows, or are gone. */
export function closeUploadSession(session: UploadSession): void {
  count(session, { bytes: -session.bytes, reserved: -session.bytes });
}

export const tooMany = (max_count: number): HttpError =>
  max_count === 1
    ? httpError(403, 'too_many_files', __('Only one file can be attached here. Remove the other first.'))
    : httpError(
        403,
        'too_many_files',
        _n('At most %s file can be attached here.', 'At most %s files can be attached here.', max_count),
      );
