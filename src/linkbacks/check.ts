// linkbacks/check.ts: the line in which claims wait for their check, and the job that does it.
import crypto from 'node:crypto';
import { z } from 'zod';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import type { Linkback } from './linkback.ts';
import { countWaitingBefore, dueForCheck, findLinkback } from './queries.ts';
import { recheckLinkback } from './recheck.ts';
import { verifyLinkback } from './verify.ts';

const job = z.object({ linkback_id: z.number(), is_update: z.boolean().default(false) });

/** Hears `linkback.received`: one after another for each source host, ten at once and then two a second. */
export async function lineUpNew(blog: Blog, { linkback_id }: { linkback_id: number }): Promise<void> {
  const over = (await countWaitingBefore(blog.db, linkback_id)) - 9;
  await lineUp(blog, linkback_id, Math.max(over, 0) * 500);
}

const hour = 3_600_000;

/** A source says that it has changed: it is looked at again, when an hour has gone since the last time (C1). */
export async function lineUpAgain(blog: Blog, { id, checked_at }: Linkback): Promise<void> {
  if (!checked_at) return; // it waits for its first check
  const pause = checked_at.getTime() + hour - blog.now().getTime();
  await lineUp(blog, id, Math.min(Math.max(pause, 0), hour), true);
}

/** Once a day: claims that are to be looked into again. */
export async function lineUpDue(blog: Blog): Promise<void> {
  for (const [index, { id }] of (await dueForCheck(blog.db, blog.now())).entries()) {
    await lineUp(blog, id, index * 500);
  }
}

/** The job. A claim that was removed meanwhile needs none. */
export async function checkLinkback(blog: Blog, payload: unknown): Promise<void> {
  const { linkback_id, is_update } = job.parse(payload);
  const linkback = await findLinkback(blog.db, linkback_id);
  if (!linkback) return;
  if (linkback.status === 'unverified') await verifyLinkback(blog, linkback);
  else await recheckLinkback(blog, linkback, is_update);
}

async function lineUp(blog: Blog, linkback_id: number, pause: number, is_update = false): Promise<void> {
  const linkback = await findLinkback(blog.db, linkback_id);
  if (!linkback) return;
  const host = crypto.createHash('sha256').update(new URL(linkback.source).host).digest('hex');
  await addJob(
    blog,
    'linkbacks.check',
    { linkback_id, is_update },
    {
      key: `linkback ${linkback_id}`,
      queue: `linkbacks ${host.slice(0, 32)}`,
      // The queue goes by the machine's clock.
      run_at: pause ? new Date(Date.now() + pause) : undefined,
    },
  );
}
