// comments/reactions/react.ts: one person says what they think of a comment: one reaction each, another in its place, or none.
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, notFound } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { lockComment } from '../own/queries.ts';
import { discussion } from '../settings.ts';
import { chosenBy, removeReaction, setReactionCounts, storeReaction } from './queries.ts';
import { helpfulOf, reactionsOf } from './reaction.ts';

export interface Reacted {
  /** What the person has chosen now; '' for nothing. */
  chosen: string;
  counts: Record<string, number>;
}

/**
 * Chooses a reaction; the one that is chosen already is taken back.
 * @param person who: a user or a browser, as comment_reactions has it
 * @throws HttpError 404 when readers do not see the comment, 400 for a reaction that is not offered
 */
export async function react(
  blog: Blog,
  comment_id: number,
  { person, sign }: { person: string; sign: string },
): Promise<Reacted> {
  const offered = reactionsOf(await settings(blog.db, discussion));
  if (!offered.some((one) => one.sign === sign)) throw badRequest(__('This reaction is not offered here.'));
  return inTransaction(blog, async (blog) => {
    const comment = await lockComment(blog.db, comment_id);
    if (comment?.status !== 'approve') throw notFound('comment');
    const before = await chosenBy(blog.db, { comment_id, person });
    const chosen = before === sign ? '' : sign;
    if (chosen) await storeReaction(blog.db, { comment_id, person, reaction: sign, reacted_at: blog.now() });
    else await removeReaction(blog.db, { comment_id, person });
    const reactions = counted(comment, { before, chosen });
    await setReactionCounts(blog.db, comment_id, { reactions, helpful: helpfulOf(reactions, offered) });
    return { chosen, counts: reactions };
  });
}

function counted(
  { reactions }: Pick<Comment, 'reactions'>,
  { before, chosen }: { before: string | undefined; chosen: string },
): Record<string, number> {
  const counts = new Map(Object.entries(reactions));
  if (before) counts.set(before, (counts.get(before) ?? 1) - 1);
  if (chosen) counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
  return Object.fromEntries([...counts].filter(([, count]) => count > 0));
}
