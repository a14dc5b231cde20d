// media/uploads/staging-quota.ts: how much may be staged, of one sender and of all; when it is full the oldest files go.
import fs from 'node:fs/promises';
import path from 'node:path';
import { httpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { minStagingQuota, maxStagedFiles } from '../limits.ts';
import type { StagingArea } from '../media.ts';
import type { UploadRules } from './rules.ts';
import { sizeLabel } from '../view.ts';
import { deleteOldestOfLargest, stagedBytes, stagedUse } from './staged-queries.ts';

const mostRounds = 50;

interface Asked {
  area: StagingArea;
  sender: string;
  rules: Pick<UploadRules, 'max_bytes' | 'max_total_bytes'>;
  /** Bytes that the file may have. */
  bytes: number;
  /** Bytes of files that are open now and have no row yet: of this sender, and of all in the area. */
  open: { own: number; all: number };
}

/** A quarter of the disk's free bytes, what is staged already counted as free; never less than what the rules allow. */
export function stagingQuota(free: number, staged: number, rules: Asked['rules']): number {
  return Math.max((free + staged) / 4, minStagingQuota(rules));
}

/**
 * Makes sure that one more file may be staged. A sender has a quarter of the quota; when it is used up, the oldest files
 * of whoever has most there go.
 * @throws HttpError 429 when the sender's share is used up
 */
export async function freeStagingSpace(
  blog: Blog,
  { area, sender, rules, bytes, open }: Asked,
): Promise<void> {
  const use = await stagedUse(blog.db, area, sender);
  const all = stagingQuota(await blog.storage.free(), use.all_bytes, rules);
  const share = Math.max(all / 4, minStagingQuota(rules));
  if (use.files > maxStagedFiles || use.bytes + open.own + bytes > share) throw tooBusy();
  let over = use.all_bytes + open.all + bytes - all;
  if (over > 0) warn(blog, area, use.all_bytes, all);
  for (let round = 0; over > 0 && round < mostRounds; round += 1) {
    const gone = await deleteOldestOfLargest(blog.db, area, over);
    if (!gone.length) return;
    for (const { file } of gone) await fs.rm(path.join(blog.storage.staging, file), { force: true });
    over -= gone.reduce((sum, { byte_size }) => sum + byte_size, 0);
  }
}

/**
 * What the owner should know of the files of readers that wait: a sentence when they nearly use up their quota.
 * @param rules what readers may send
 */
export async function stagedFilesProblem(blog: Blog, rules: Asked['rules']): Promise<string | undefined> {
  const staged = await stagedBytes(blog.db, 'readers');
  const all = stagingQuota(await blog.storage.free(), staged, rules);
  if (staged < 0.9 * all) return undefined;
  const amount = `${sizeLabel(staged)} of files without a comment wait, and fill the room for them (${sizeLabel(all)})`;
  return `${amount}: the oldest of who sent most are removed first. If that goes on, let only people who are signed in attach files`;
}

export const tooBusy = () =>
  httpError(429, 'too_many_uploads', 'Many files are coming from your network. Try again in a few minutes.');

/** When each process last wrote its line, by the storage that is full. */
const warned = new WeakMap<object, number>();
const hour = 3_600_000;

function warn(
  { log, now, storage }: Blog,
  area: StagingArea,
  staged_bytes: number,
  quota_bytes: number,
): void {
  const time = now().getTime();
  if (time - (warned.get(storage) ?? -Infinity) < hour) return;
  warned.set(storage, time);
  log.warn(
    { area, staged_bytes, quota_bytes: Math.round(quota_bytes) },
    'files that wait for their form fill their room: the oldest of the largest sender are removed',
  );
}
