// linkbacks/receiving/check.ts: the line in which claims wait for their check, and the job that does it.
import crypto from 'node:crypto';
import { z } from 'zod';
import { addJob } from '../../base/jobs/jobs.ts';
import type { Blog } from '../../blog.ts';
import { hour, type Linkback } from '../linkback.ts';
import { claimsOfSource, lastCheckOf, takeTurn } from './rate-limit-queries.ts';
import { countWaitingBefore, dueForCheck, findLinkback } from '../queries.ts';
import { recheckLinkback } from './recheck.ts';
import { fetchSource } from './source.ts';
import { verifyLinkback } from './verify.ts';

/** `is_due`: it is time to look again. `is_update`: the source says that it has changed. */
const job = z.object({
  linkback_id: z.number(),
  is_update: z.boolean().default(false),
  is_due: z.boolean().default(false),
});
type Job = z.infer<typeof job>;

/** Sources that are fetched in one minute, for whatever reason; the others wait. */
const mostInMinute = 60;

/** Hears `linkback.received`: one after another for each source host, ten at once and then two a second. */
export async function lineUpNew(blog: Blog, { linkback_id }: { linkback_id: number }): Promise<void> {
  const over = (await countWaitingBefore(blog.db, linkback_id)) - 9;
  await lineUp(blog, { linkback_id }, Math.max(over, 0) * 500);
}

/** A source says that it has changed: it is looked at again, when an hour has gone since the last time (C1). */
export async function lineUpAgain(blog: Blog, { id, checked_at }: Linkback): Promise<void> {
  if (!checked_at) return; // it waits for its first check
  const pause = checked_at.getTime() + hour - blog.now().getTime();
  await lineUp(blog, { linkback_id: id, is_update: true }, Math.min(Math.max(pause, 0), hour));
}

/** Once an hour: claims that are to be looked into again. */
export async function lineUpDue(blog: Blog): Promise<void> {
  for (const [index, { id }] of (await dueForCheck(blog.db, blog.now())).entries()) {
    await lineUp(blog, { linkback_id: id, is_due: true }, index * 500);
  }
}

/** The job. One fetch serves all claims about a source that wait; a claim that was removed meanwhile needs none. */
export async function checkLinkback(blog: Blog, payload: unknown): Promise<void> {
  const asked = job.parse(payload);
  const linkback = await findLinkback(blog.db, asked.linkback_id);
  if (!linkback) return;
  const { status, source: address } = linkback;
  // Settled meanwhile, together with another claim about its source.
  if (status !== 'unverified' && !asked.is_update && !asked.is_due) return;
  const pause = await pauseFor(blog, address);
  if (pause) return lineUp(blog, asked, pause);
  const source = await fetchSource(blog, address);
  for (const one of await claimsOfSource(blog.db, linkback)) {
    if (one.status === 'unverified') await verifyLinkback(blog, one, source);
    else await recheckLinkback(blog, one, source, asked.is_update);
  }
}

/** How long a source must wait: one look an hour at each, and so many a minute at all; 0 when it is its turn. */
async function pauseFor(blog: Blog, source: string): Promise<number> {
  const last = await lastCheckOf(blog.db, source);
  const early = last ? last.getTime() + hour - blog.now().getTime() : 0;
  if (early > 0) return Math.min(early, hour);
  if (new URL(source).host === new URL(blog.url).host) return 0; // read from the database
  return (await takeTurn(blog.db, mostInMinute)) ? 0 : 60_000;
}

async function lineUp(
  blog: Blog,
  asked: Partial<Job> & Pick<Job, 'linkback_id'>,
  pause: number,
): Promise<void> {
  const linkback = await findLinkback(blog.db, asked.linkback_id);
  if (!linkback) return;
  const host = crypto.createHash('sha256').update(new URL(linkback.source).host).digest('hex');
  await addJob(blog, 'linkbacks.check', asked, {
    // A look that is due must not take the place of one that brings new words.
    key: `linkback ${linkback.id}${asked.is_due ? ' due' : ''}`,
    queue: `linkbacks ${host.slice(0, 32)}`,
    // The queue goes by the machine's clock.
    run_at: pause ? new Date(Date.now() + pause) : undefined,
  });
}
