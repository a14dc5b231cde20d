// privacy/erase.ts: makes all that is known of a person nobody's, feature by feature.
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog, Erased } from '../blog.ts';
import { personOf } from './ask.ts';
import { erasingOf } from './request.ts';
import { findRequest, lockRequest, updateRequest } from './queries.ts';

/** Sets a confirmed request going, also one that stopped. @returns false when it is not confirmed, or going already */
export function startErase(blog: Blog, id: number): Promise<boolean> {
  return inTransaction(blog, async (blog) => {
    const request = await lockRequest(blog.db, id);
    if (request?.kind !== 'erase' || request.status !== 'confirmed' || erasingOf(blog, request) === 'going')
      return false;
    await updateRequest(blog.db, id, { started_at: blog.now() });
    await addJob(blog, 'privacy.erase', { id }, { key: `privacy.erase ${id}` });
    return true;
  });
}

const job = z.object({ id: z.number().int() });

/** Task: erases; run twice it finds nothing more. */
export async function runErase(blog: Blog, payload: unknown): Promise<void> {
  const request = await findRequest(blog.db, job.parse(payload).id);
  if (request?.status !== 'confirmed') return;
  const { removed, retained } = await erasePerson(blog, request.address);
  await updateRequest(blog.db, request.id, {
    status: 'completed',
    completed_at: blog.now(),
    removed: request.removed + removed,
    retained,
  });
}

/** @param address in lower case */
export async function erasePerson(blog: Blog, address: string): Promise<Erased> {
  const person = await personOf(blog, address);
  const all: Erased = { removed: 0, retained: [] };
  for (const one of blog.extensions.personal_data) {
    const { removed, retained } = await one.erase(blog, person);
    all.removed += removed;
    all.retained.push(...retained);
  }
  return all;
}
