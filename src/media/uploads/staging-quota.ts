// media/uploads/staging-quota.ts: how much may wait for its form, of one sender and of all; the oldest make room when it is full.
import fs from 'node:fs/promises';
import path from 'node:path';
import { httpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { leastRoomBytes, mostWaitingFiles } from '../limits.ts';
import type { WaitingRoom } from '../media.ts';
import type { UploadRules } from './rules.ts';
import { sizeLabel } from '../view.ts';
import { deleteOldestOfLargest, waitingBytes, waitingUse } from './staged-queries.ts';

const mostRounds = 50;

interface Asked {
  room: WaitingRoom;
  sender: string;
  rules: Pick<UploadRules, 'max_bytes' | 'max_total_bytes'>;
  /** Bytes that the file may have. */
  bytes: number;
  /** Bytes of files that are open now and have no row yet: of this sender, and of all in the room. */
  open: { own: number; all: number };
}

/** A quarter of the disk's free bytes, what waits already counted as free; never less than what the rules allow. */
export function roomBytes(free: number, waiting: number, rules: Asked['rules']): number {
  return Math.max((free + waiting) / 4, leastRoomBytes(rules));
}

/**
 * Makes sure that one more file may wait. A sender has a quarter of the room; when the room is full, the oldest files
 * of whoever has most there go.
 * @throws HttpError 429 when the sender's share is used up
 */
export async function makeRoom(blog: Blog, { room, sender, rules, bytes, open }: Asked): Promise<void> {
  const use = await waitingUse(blog.db, room, sender);
  const all = roomBytes(await blog.storage.free(), use.all_bytes, rules);
  const share = Math.max(all / 4, leastRoomBytes(rules));
  if (use.files > mostWaitingFiles || use.bytes + open.own + bytes > share) throw tooBusy();
  let over = use.all_bytes + open.all + bytes - all;
  if (over > 0) tell(blog, room, use.all_bytes, all);
  for (let round = 0; over > 0 && round < mostRounds; round += 1) {
    const gone = await deleteOldestOfLargest(blog.db, room, over);
    if (!gone.length) return;
    for (const { file } of gone) await fs.rm(path.join(blog.storage.waiting, file), { force: true });
    over -= gone.reduce((sum, { byte_size }) => sum + byte_size, 0);
  }
}

/**
 * What the owner should know of the files of readers that wait: a sentence when they nearly fill their room.
 * @param rules what readers may send
 */
export async function waitingProblem(blog: Blog, rules: Asked['rules']): Promise<string | undefined> {
  const waiting = await waitingBytes(blog.db, 'readers');
  const all = roomBytes(await blog.storage.free(), waiting, rules);
  if (waiting < 0.9 * all) return undefined;
  const amount = `${sizeLabel(waiting)} of files without a comment wait, and fill the room for them (${sizeLabel(all)})`;
  return `${amount}: the oldest of who sent most are removed first. If that goes on, let only people who are signed in attach files`;
}

export const tooBusy = () =>
  httpError(429, 'too_many_uploads', 'Many files are coming from your network. Try again in a few minutes.');

/** When each process last wrote its line, by the storage that is full. */
const told = new WeakMap<object, number>();
const hour = 3_600_000;

function tell(
  { log, now, storage }: Blog,
  room: WaitingRoom,
  waiting_bytes: number,
  room_bytes: number,
): void {
  const time = now().getTime();
  if (time - (told.get(storage) ?? -Infinity) < hour) return;
  told.set(storage, time);
  log.warn(
    { room, waiting_bytes, room_bytes: Math.round(room_bytes) },
    'files that wait for their form fill their room: the oldest of the largest sender are removed',
  );
}
