// writing/list/undo-bulk-edit.ts: takes back what was changed in several posts at once.
import type { User } from '../../accounts/user.ts';
import { forbidden, httpError, type HttpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { onChosen, type Done } from './bulk.ts';
import { mayEdit, mayEditOthers, mayPublish } from '../../posts/permissions.ts';
import { isOut } from '../../posts/post.ts';
import { announcePosts, planPublishing } from '../../posts/publish.ts';
import { touchAutosaves, type HeldPost } from '../queries/bulk.ts';
import { keptPosts, putBack, type KeptPost } from '../queries/bulk-undo.ts';
import { say } from '../sayings.ts';

/** So long what was changed at once can be taken back. */
export const undoneWithin = 24 * 3600 * 1000;

/**
 * Puts posts back to what they were. Those that somebody changed since stay as they are.
 * @param id of the change, which must be this person's own
 * @throws HttpError 410 when there is nothing to take back any more
 */
export async function undoBulkEdit(
  blog: Blog,
  user: User,
  { id, type }: { id: number; type: 'post' | 'page' },
): Promise<Done> {
  const since = new Date(blog.now().getTime() - undoneWithin);
  const kept = await keptPosts(blog.db, { id, user_id: user.id, since });
  if (!kept.length) throw httpError(410, 'nothing_to_undo', __('There is nothing to take back any more.'));
  const before = new Map(kept.map((one) => [one.post_id, one]));
  return onChosen(
    blog,
    { type, ids: [...before.keys()] },
    (post) => refusalOf(user, post, before.get(post.id)!),
    async (blog, posts) => {
      const ids = posts.map((post) => post.id);
      await touchAutosaves(blog.db, ids, blog.now());
      const moved = await putBack(blog.db, id, ids, blog.now());
      await planPublishing(blog, ...moved);
      await announcePosts(blog, moved, []);
    },
  );
}

function refusalOf(user: User, post: HeldPost, before: KeptPost): HttpError | undefined {
  if (post.modified_at.getTime() !== before.modified_at.getTime() || post.status === 'trash')
    return httpError(409, 'changed_since', say(post.type, 'one_changed_since'));
  const isGivenBack = before.author_id !== post.author_id;
  const isAllowed =
    mayEdit(user, post) &&
    (before.status === post.status || !isOut(before.status) || mayPublish(user, post.type)) &&
    (!isGivenBack || mayEditOthers(user, post.type));
  return isAllowed ? undefined : forbidden(say(post.type, 'may_not_change'));
}
