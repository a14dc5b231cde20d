// comments/forget-embeds.ts: once a day: what is known of links goes once no post and no comment holds them.
import { inTransaction } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { forgetEmbeds } from '../embeds/forget.ts';
import { unheldEmbeds } from './queries/unheld-embeds.ts';

/** A text that is being written, or lies in the trash, may still need them. */
const grace = 30 * 86_400_000;

/** So many a day, the longest unasked first. */
export async function forgetUnheld(blog: Blog): Promise<void> {
  const before = new Date(blog.now().getTime() - grace);
  await inTransaction(blog, async (blog) => {
    await forgetEmbeds(blog, await unheldEmbeds(blog.db, before, 1000));
  });
}
