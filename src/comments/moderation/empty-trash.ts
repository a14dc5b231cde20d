// comments/moderation/empty-trash.ts: empties spam and trash, at once or when their time has come.
import type { Blog } from '../../blog.ts';
import { forgetFormerWords } from './history-queries.ts';
import { removeComments } from './moderate.ts';
import { eraseAddresses, idsByStatus } from './queries.ts';
import { settings } from '../../base/settings/settings.ts';
import { trashEnds } from '../../writing/list/trash.ts';
import { discussion } from '../settings.ts';
import { undoSince } from './undo-time.ts';

const portion = 200;
const day = 86_400_000;
/** What lies this long among the spam goes for good; how long in the trash, the settings say. */
const spamDays = 30;

/** Deletes all spam or all trash for good, in portions; gives back how many. */
export async function emptyComments(blog: Blog, status: 'spam' | 'trash', before?: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const ids = await idsByStatus(blog.db, { status, before, limit: portion });
    count += (await removeComments(blog, ids)).length;
    if (ids.length < portion) return count;
  }
}

/** The daily tidying: old spam and trash go, the addresses of commenters' machines are erased, and the words that edits replaced. */
export async function tidyComments(blog: Blog): Promise<void> {
  await emptyComments(blog, 'spam', new Date(blog.now().getTime() - spamDays * day));
  const trashed = await trashEnds(blog);
  if (trashed) await emptyComments(blog, 'trash', trashed);
  const { comments_ip_keep_days } = await settings(blog.db, discussion);
  await eraseAddresses(blog.db, new Date(blog.now().getTime() - comments_ip_keep_days * day));
  while ((await forgetFormerWords(blog.db, undoSince(blog.now()), portion)) === portion);
}
