// comments/own/remove-own.ts: the author of a comment takes it back: it goes, or leaves a placeholder for its replies.
import { announce } from '../../announcements.ts';
import { publishAttachments } from '../../attachments/publish.ts';
import { attachmentsOf, detachAll } from '../../attachments/queries.ts';
import { inTransaction } from '../../base/database/database.ts';
import { forbidden } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { addToCommentCounts } from '../../posts/queries/comment-count.ts';
import type { Comment } from '../comment.ts';
import { noteChanges } from '../live/queries.ts';
import { removeComments } from '../moderation/moderate.ts';
import { isOwn, type Asker } from './ownership.ts';
import { eraseComment, hasReplies, lockComment } from './queries.ts';

/**
 * Removes a comment for its author, with its files and earlier texts.
 * @returns whether a placeholder is left
 * @throws HttpError 403 when it is not theirs, or not there any more
 */
export function removeOwnComment(blog: Blog, id: number, asker: Asker): Promise<boolean> {
  return inTransaction(blog, async (blog) => {
    const comment = await lockComment(blog.db, id);
    if (!comment || !isOwn(comment, asker))
      throw forbidden(__('This comment is not yours, or not there any more.'));
    return takeBack(blog, comment);
  });
}

/** Removes a comment that is there, or leaves its place to its replies; call it in a transaction. @returns whether a placeholder is left */
export async function takeBack(blog: Blog, comment: Comment): Promise<boolean> {
  const { id, status } = comment;
  const isPlace = ['approve', 'hold'].includes(status) && (await hasReplies(blog.db, id));
  if (isPlace) await leavePlaceholder(blog, comment);
  else await removeComments(blog, [id]);
  return isPlace;
}

/** Whoever keeps files or told others of the comment hears that it is gone. */
async function leavePlaceholder(blog: Blog, { id, post_id, status }: Comment): Promise<void> {
  const files = (await attachmentsOf(blog.db, [id])).get(id) ?? [];
  await publishAttachments(blog.db, [id], false);
  await detachAll(blog.db, [id]);
  await eraseComment(blog.db, id, blog.now());
  if (status === 'approve') {
    await addToCommentCounts(blog.db, new Map([[post_id, -1]]));
    await noteChanges(blog.db, [{ comment_id: id, post_id }], blog.now());
  }
  await announce(blog, 'comment.removed', {
    comment_id: id,
    post_id,
    media_ids: files.map(({ media_id }) => media_id),
  });
}
