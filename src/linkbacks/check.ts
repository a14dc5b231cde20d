// linkbacks/check.ts: the line in which claims wait for their check, and the job that does it.
import crypto from 'node:crypto';
import { z } from 'zod';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import type { Linkback } from './linkback.ts';
import { countWaitingBefore, dueForCheck, findLinkback } from './queries.ts';
import { recheckLinkback } from './recheck.ts';
import { verifyLinkback } from './verify.ts';

const job = z.object({ linkback_id: z.number() });

/** Hears `linkback.received`: one after another for each source host, ten at once and then two a second. */
export async function lineUpNew(blog: Blog, { linkback_id }: { linkback_id: number }): Promise<void> {
  const over = (await countWaitingBefore(blog.db, linkback_id)) - 9;
  await lineUp(blog, linkback_id, Math.max(over, 0) * 500);
}

const hour = 3_600_000;

/** A source says that it has changed: it is looked at again, but never more than once an hour. */
export async function lineUpAgain(blog: Blog, { id, status, checked_at }: Linkback): Promise<void> {
  const isRecent = !checked_at || blog.now().getTime() - checked_at.getTime() < hour;
  if (!isRecent && ['verified', 'refused'].includes(status)) await lineUp(blog, id, 0);
}

/** Once a day: claims that are to be looked into again. */
export async function lineUpDue(blog: Blog): Promise<void> {
  for (const [index, { id }] of (await dueForCheck(blog.db, blog.now())).entries()) {
    await lineUp(blog, id, index * 500);
  }
}

/** The job. A claim that was removed meanwhile needs none. */
export async function checkLinkback(blog: Blog, payload: unknown): Promise<void> {
  const linkback = await findLinkback(blog.db, job.parse(payload).linkback_id);
  if (!linkback) return;
  await (linkback.status === 'unverified' ? verifyLinkback : recheckLinkback)(blog, linkback);
}

async function lineUp(blog: Blog, linkback_id: number, pause: number): Promise<void> {
  const linkback = await findLinkback(blog.db, linkback_id);
  if (!linkback) return;
  const host = crypto.createHash('sha256').update(new URL(linkback.source).host).digest('hex');
  await addJob(
    blog,
    'linkbacks.check',
    { linkback_id },
    {
      key: `linkback ${linkback_id}`,
      queue: `linkbacks ${host.slice(0, 32)}`,
      // The queue goes by the machine's clock.
      run_at: pause ? new Date(Date.now() + pause) : undefined,
    },
  );
}
