// linkbacks/sending/reply.ts: what the author of a post answers to a linkback goes back to where that came from.
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../../comments/comment.ts';
import { commentLink } from '../../comments/thread/paging.ts';
import { findComment } from '../../comments/queries/find.ts';
import { discussion } from '../../comments/settings.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic } from '../../posts/visible.ts';
import { sourceAddress } from '../receiving/form.ts';
import { lineUpSending } from './plan.ts';
import { acceptedMentions, insertSent } from './queries.ts';

/** A new answer goes out once, a changed one to who took it as a webmention. */
export async function planReply(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const comment = await findComment(blog.db, comment_id);
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post) return;
  const heard = await acceptedMentions(blog.db, { comment_id });
  const target = isOutThere(comment, post) ? await answeredPage(blog, comment, post) : undefined;
  const source = target && (await replyAddress(blog, comment, post));
  const fresh =
    target && source ? await insertSent(blog.db, [{ post_id: post.id, comment_id, source, target }]) : [];
  for (const one of [...heard, ...fresh]) await lineUpSending(blog, one);
}

/** Hears `comment.removed`: who heard of the answer looks again and finds it gone. */
export async function planReplyRemoval(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  for (const one of await acceptedMentions(blog.db, { comment_id })) await lineUpSending(blog, one);
}

/** Where readers, and the site that is told, find an answer. */
export async function replyAddress(blog: Blog, comment: Comment, post: Post): Promise<string> {
  return blog.url + (await commentLink(blog, post, comment.id));
}

/** Whether everybody may read a comment. */
export const isOutThere = (comment: Comment, post: Post): boolean =>
  comment.status === 'approve' && isPublic(post) && !post.password;

/** The page whose linkback the author of the post answers. */
async function answeredPage(blog: Blog, comment: Comment, post: Post): Promise<string | undefined> {
  if (comment.parent_id === null || comment.user_id === null || comment.user_id !== post.author_id)
    return undefined;
  const { default_pingback_flag } = await settings(blog.db, discussion);
  const parent = default_pingback_flag ? await findComment(blog.db, comment.parent_id) : undefined;
  const source = parent && parent.type !== 'comment' ? sourceAddress(parent.author_url) : undefined;
  // A post of our own is read by the same people.
  return source && new URL(source).host !== new URL(blog.url).host ? source : undefined;
}
