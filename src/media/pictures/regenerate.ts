// media/pictures/regenerate.ts: makes the sizes of all pictures anew, a handful at a time.
import { z } from 'zod';
import { announceAll } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import type { Blog } from '../../blog.ts';
import { picturesAfter } from '../queries.ts';

const handful = 20;
const begun = z.object({ after: z.number().int().default(0) });

/** Begins with the first picture, also when it is under way already. */
export const regenerateAll = (blog: Pick<Blog, 'db'>): Promise<void> =>
  addJob(blog, 'media.regenerate', {}, { key: 'media.regenerate' });

/** The job: announces `media.kept` of the next pictures, then asks for those behind them. */
export async function regenerateNext(blog: Blog, payload: unknown): Promise<void> {
  const { after } = begun.parse(payload);
  await inTransaction(blog, async (blog) => {
    const ids = await picturesAfter(blog.db, after, handful);
    await announceAll(
      blog,
      'media.kept',
      ids.map((media_id) => ({ media_id })),
    );
    if (ids.length === handful)
      await addJob(blog, 'media.regenerate', { after: ids.at(-1) }, { key: 'media.regenerate' });
  });
}
