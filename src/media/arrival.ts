// media/arrival.ts: one form on its way in, and how much its network may bring at once.
import { httpError, type HttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { WaitingFile } from './media.ts';
import { waitingUse } from './waiting-queries.ts';
import type { RefusedFile, UploadRules } from './upload.ts';

export interface Arrival {
  blog: Blog;
  rules: UploadRules;
  network: string;
  /** Files that came with this request and passed, as they were done: a small one overtakes a large one. */
  stored: WaitingFile[];
  /** Ids of files in the order in which they were sent; '' where one was refused. */
  order: string[];
  refused: RefusedFile[];
  /** Files of this request so far, whatever became of them. */
  count: number;
  /** The whole form is announced to be far too large: it is read up to its first file. */
  is_too_large: boolean;
  /** What waited already when the first file came; asked once. */
  use: ReturnType<typeof waitingUse> | undefined;
}

export function newArrival(blog: Blog, rules: UploadRules, network: string): Arrival {
  return {
    blog,
    rules,
    network,
    stored: [],
    order: [],
    refused: [],
    count: 0,
    is_too_large: false,
    use: undefined,
  };
}

/** Files being received now, by network. Only a file holds a place: a form without one is never turned away. */
const open = new Map<string, { files: number; bytes: number }>();
let openFiles = 0;
const gibibyte = 2 ** 30;
const most = { open_files: 60, network_files: 300, network_bytes: gibibyte, all_bytes: 8 * gibibyte };

/** How many bytes of a file are put together before they are written: fewer, the more files are open. */
export const batchBytes = (): number => Math.min(2 ** 19, Math.max(2 ** 16, 2 ** 24 / openFiles));

/** A place for one file; `count` says how many bytes came, `leave` gives the place back. */
export interface Place {
  count(bytes: number): void;
  leave(): void;
}

/** @throws HttpError 403, 429 or 507 when this file may not come in now */
export async function takePlace(arrival: Arrival): Promise<Place> {
  const { blog, rules, network } = arrival;
  arrival.count += 1;
  if (rules.closed) throw httpError(403, 'upload_closed', rules.closed);
  if (arrival.count > rules.max_count) throw tooMany(rules.max_count);
  const now = open.get(network) ?? { files: 0, bytes: 0 };
  if (now.files >= most.open_files) throw tooBusy();
  const place = occupy(network);
  try {
    arrival.use ??= waitingUse(blog.db, network);
    const use = await arrival.use;
    if (use.files > most.network_files || use.bytes + now.bytes > most.network_bytes) throw tooBusy();
    if (use.all_bytes > most.all_bytes) throw diskFull();
    if ((await blog.storage.free()) < rules.max_bytes + 2 ** 26) throw diskFull();
    return place;
  } catch (error) {
    place.leave();
    throw error;
  }
}

function occupy(network: string): Place {
  const mine = { bytes: 0 };
  const now = open.get(network) ?? { files: 0, bytes: 0 };
  now.files += 1;
  openFiles += 1;
  open.set(network, now);
  return {
    count(bytes) {
      mine.bytes += bytes;
      now.bytes += bytes;
    },
    leave() {
      now.files -= 1;
      openFiles -= 1;
      now.bytes -= mine.bytes;
      if (!now.files) open.delete(network);
    },
  };
}

export const tooMany = (max_count: number): HttpError =>
  max_count === 1
    ? httpError(403, 'too_many_files', 'Only one file can be attached here. Remove the other first.')
    : httpError(403, 'too_many_files', `At most ${max_count} files can be attached here.`);

export const diskFull = (): HttpError =>
  httpError(
    507,
    'disk_full',
    'There is no room for files at the moment. Send without the file, or try again later.',
  );

const tooBusy = () =>
  httpError(429, 'too_many_uploads', 'Many files are coming from your network. Try again in a few minutes.');
