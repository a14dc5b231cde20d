// comments/forget-embeds.ts: once a day: what is known of links goes once no post and no comment holds them.
import { goRound } from '../base/jobs/walk.ts';
import type { Blog } from '../blog.ts';
import { forgetEmbeds } from '../embeds/fetching/forget.ts';
import { unheldEmbeds } from './queries/unheld-embeds.ts';

/** A text that is being written, or lies in the trash, may still need them. */
const grace = 30 * 86_400_000;

/** So many a day are looked at, one round after another. */
const portion = 1000;

/** The daily task. */
export async function forgetUnheld(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - grace);
  await goRound(blog, 'embeds.held', async (blog, after) => {
    const { urls, last } = await unheldEmbeds(blog.db, { after, before, limit: portion });
    await forgetEmbeds(blog, urls);
    return last;
  });
}
