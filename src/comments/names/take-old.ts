// comments/names/take-old.ts: names of comments that were approved before names had owners are given to those who bore them first.
import { addJob } from '../../base/jobs/jobs.ts';
import { walkOn } from '../../base/jobs/walk.ts';
import type { Blog } from '../../blog.ts';
import { nameKey } from './name-key.ts';
import { clearOwn, commonKeys, namesIn } from './names.ts';
import { forgetNames, namedAfter, staffNames, takeOlderNames } from './queries.ts';

const portion = 1000;

/** Task: the next portion of all comments, once; it comes back for the rest. */
export async function takeOldNames(blog: Blog): Promise<void> {
  const hasMore = await walkOn(blog, {
    name: 'comments.names',
    version: 1,
    step: async ({ db }, { after }) => {
      const { rows, until } = await namedAfter(db, { after, limit: portion });
      // Names of people who work here are theirs without a comment, and were perhaps borne by others then.
      const staff = new Set((await staffNames(db)).map(nameKey));
      await takeOlderNames(
        db,
        namesIn(rows).filter(({ name_key }) => !staff.has(name_key)),
      );
      if (!after) await forgetNames(db, commonKeys);
      await clearOwn(db, rows);
      return until;
    },
  });
  if (hasMore) await addJob(blog, 'comments.take-names', {}, { key: 'comments.take-names', queue: 'names' });
}
