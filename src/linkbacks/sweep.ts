// linkbacks/sweep.ts: once a day: pictures that nobody sees, and what was told of posts that are long gone.
import type { Blog } from '../blog.ts';
import { sweepPhotos } from './photo.ts';
import { forgetGone } from './sent-queries.ts';

const ninetyDays = 90 * 86_400_000;

/** Removes what is of no use any more. */
export async function sweepLinkbacks(blog: Blog): Promise<void> {
  await sweepPhotos(blog);
  await forgetGone(blog.db, new Date(blog.now().getTime() - ninetyDays));
}
