// linkbacks/sweep.ts: once a day: pictures that nobody sees, claims that nobody can look at, and what was told of posts long gone.
import { goRound } from '../base/jobs/walk.ts';
import type { Blog } from '../blog.ts';
import { sweepPhotos } from './photo.ts';
import { deleteUnseen } from './queries.ts';
import { forgetGone } from './sending/queries.ts';

const day = 86_400_000;

/**
 * Removes what is of no use any more. A claim whose comment is gone for good: one that was not believed after a month,
 * one that a moderator threw away after a year; so long it does not come back by being sent again.
 */
export async function sweepLinkbacks(blog: Blog): Promise<void> {
  const before = (days: number) => new Date(blog.now().getTime() - days * day);
  await sweepPhotos(blog);
  await deleteUnseen(blog.db, { refused: before(30), others: before(365) });
  await goRound(blog, 'linkbacks.gone', async (blog, after) => {
    const last = await forgetGone(blog.db, { after: Number(after), before: before(90), limit: 500 });
    return last === undefined ? undefined : String(last);
  });
}
