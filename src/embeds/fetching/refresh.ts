// embeds/fetching/refresh.ts: fetches links again, those that are due and that somebody still shows.
import { announceAll } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { lineUp } from './fetch-embed.ts';
import { findEmbed, takeDue } from '../queries.ts';

/** So many an hour; the rest is due the next time. */
const most = 500;

/** The hourly task: asks the features above whether they still show what is due; those that do call `refetchEmbed`. */
export async function announceDue(blog: Blog): Promise<void> {
  await inTransaction(blog, async (blog) => {
    const urls = await takeDue(blog.db, blog.now(), most);
    await announceAll(
      blog,
      'embed.due',
      urls.map((url) => ({ url })),
    );
  });
}

/** Lines a link up to be fetched, whenever that was done last. False when it is no embed. */
export async function refetchEmbed(blog: Blog, url: string): Promise<boolean> {
  if (!(await findEmbed(blog.db, url))) return false;
  await lineUp(blog, { url, again: true });
  return true;
}
