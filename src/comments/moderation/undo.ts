// comments/moderation/undo.ts: takes back what one press of a button did, for 30 days.
import type { User } from '../../accounts/user.ts';
import { announceAll } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, forbidden } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { mayModerate } from '../comment.ts';
import { reopenAppeals } from '../appeals/queries.ts';
import { findComment } from '../queries/find.ts';
import { reopenReports } from '../reports/queries.ts';
import { rewriteComment, versionOfWords } from './edit.ts';
import { lockBatch, markUndone, revertStatuses, type Decision } from './history-queries.ts';
import { followChanges } from './moderate.ts';
import { commentsToModerate } from './queries.ts';
import { undoSince } from './undo-time.ts';

/**
 * Gives comments the status, or the words, that they had before. What somebody changed since stays as it is.
 * @returns the comments that changed
 * @throws HttpError 400 when there is nothing to undo, 403 when any of them is under a post that the user may not moderate
 */
export function undoDecision(blog: Blog, user: User | undefined, batch: string): Promise<number[]> {
  return inTransaction(blog, async (blog) => {
    const now = blog.now();
    const decisions = await lockBatch(blog.db, batch, undoSince(now));
    const all = decisions.map(({ comment_id }) => comment_id);
    const known = await commentsToModerate(blog.db, all);
    if (!known.every(({ post }) => mayModerate(user, post)))
      throw forbidden(__('You may only moderate comments on your own posts. Nothing was changed.'));
    const reworded = await restoreWords(blog, decisions, user);
    const changes = await revertStatuses(blog.db, batch, now);
    const dismissed = decisions.filter(({ what }) => what === 'dismiss').map(({ comment_id }) => comment_id);
    const asked = [...changes.map(({ id }) => id), ...dismissed];
    const reopened = [
      ...(await reopenReports(blog.db, batch, asked)),
      ...(await reopenAppeals(blog.db, batch, asked)),
    ];
    const ids = [...new Set([...reworded, ...changes.map(({ id }) => id), ...reopened])];
    if (!ids.length)
      throw badRequest(
        __('There is nothing to undo: it was undone, changed since, or is older than 30 days.'),
      );
    await followChanges(blog, changes);
    await announceAll(
      blog,
      'comment.decided',
      changes.map(({ id }) => ({ comment_id: id })),
    );
    await markUndone(blog.db, { batch, ids, user_id: user?.id ?? null, now });
    return ids;
  });
}

/** An edit is of one comment; undone when its words are still those that the edit left. */
async function restoreWords(blog: Blog, decisions: Decision[], user: User | undefined): Promise<number[]> {
  const edit = decisions.find(({ what, former }) => what === 'edit' && former);
  const comment = edit && (await findComment(blog.db, edit.comment_id));
  if (!edit?.former || !comment || versionOfWords(comment) !== edit.became) return [];
  await rewriteComment(blog, comment, edit.former, user);
  return [comment.id];
}
