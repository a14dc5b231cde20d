// comments/moderation/edit.ts: a moderator corrects a comment, or answers it from the admin.
import crypto from 'node:crypto';
import type { User } from '../../accounts/user.ts';
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, forbidden, notFound } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { isEmail } from '../../base/mail/address.ts';
import type { Blog } from '../../blog.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isKept, mayModerate, type Comment, type KeptComment } from '../comment.ts';
import { checkWords, cleanUrl, type CommentWords } from '../form/form.ts';
import { noteChanges } from '../live/queries.ts';
import { keepRevision } from '../own/queries.ts';
import { keepDecisions, type FormerWords } from './history-queries.ts';
import { decideComments } from './moderate.ts';
import { findComment } from '../queries/find.ts';
import { updateComment } from '../queries/write.ts';
import { renderKept } from '../content/render.ts';
import { submitComment } from '../submit.ts';

/**
 * Finds a comment with its post, for a user who may moderate it.
 * @throws HttpError 404, 403
 */
export async function findModerated(
  blog: Blog,
  user: User | undefined,
  id: number,
): Promise<{ comment: KeptComment; post: Post }> {
  const comment = await findComment(blog.db, id);
  const post = comment && (await findPost(blog.db, comment.post_id));
  if (!comment || !post || !isKept(comment)) throw notFound('comment');
  if (!mayModerate(user, post)) throw forbidden(__('You may only moderate comments on your own posts.'));
  return { comment, post };
}

/** What programs change besides the words of the form. */
export type OtherFields = Partial<
  Pick<Comment, 'posted_at' | 'user_id' | 'author_ip' | 'user_agent' | 'parent_id'>
>;

/**
 * Saves name, email, website, text and, when given, other fields of a comment; the earlier text is kept in its history.
 * @param editor who edits it
 * @returns what undo.ts takes back; '' when no word changed
 * @throws HttpError 400 naming what is wrong
 */
export async function editComment(
  blog: Blog,
  comment: Comment,
  words: CommentWords,
  editor?: User,
  others: OtherFields = {},
): Promise<string> {
  checkWords(words);
  if (!words.content)
    throw badRequest(__('A comment needs some words.'), { comment: __('Please write something.') });
  if (words.author_email && !isEmail(words.author_email))
    throw badRequest(__('This is not an email address.'), { email: ' ' });
  if (words.author_url && !cleanUrl(words.author_url))
    throw badRequest(__('This is not the address of a website.'), { url: ' ' });
  const batch = crypto.randomUUID();
  const { id, author_name, author_email, author_url, content } = comment;
  const [was, status] = [versionOfWords(comment), versionOfWords(words)];
  await inTransaction(blog, async (blog) => {
    await rewriteComment(blog, comment, words, editor, others);
    if (was === status) return;
    await keepDecisions(blog.db, [{ id, was, status, former_status: null }], {
      batch,
      what: 'edit',
      decided_at: blog.now(),
      user_id: editor?.id ?? null,
      via: editor ? 'admin' : 'program',
      former: { author_name, author_email, author_url, content },
    });
  });
  return was === status ? '' : batch;
}

/** Which words a comment has, in short. */
export const versionOfWords = ({ author_name, author_email, author_url, content }: FormerWords): string =>
  crypto
    .createHash('sha256')
    .update(JSON.stringify([author_name, author_email, cleanUrl(author_url), content]))
    .digest('base64url');

/** Puts other words in the place of a comment's, which were checked; the earlier text is kept in its history. */
export async function rewriteComment(
  blog: Blog,
  comment: Comment,
  words: FormerWords,
  editor: User | undefined,
  others: OtherFields = {},
): Promise<void> {
  const { content_format } = comment;
  const rendered = await renderKept(blog, { content: words.content, content_format });
  await inTransaction(blog, async (blog) => {
    await keepRevision(blog.db, {
      comment_id: comment.id,
      content: words.content,
      at: blog.now(),
      by: 'moderator',
      user_id: editor?.id ?? null,
    });
    await updateComment(blog.db, comment.id, {
      author_name: words.author_name,
      author_email: words.author_email,
      author_url: cleanUrl(words.author_url),
      content: words.content,
      ...rendered,
      ...others,
    });
    await wantEmbeds(blog, rendered.embed_urls, comment.status === 'approve' ? 'comments' : 'nowhere');
    const change = { comment_id: comment.id, post_id: comment.post_id };
    if (comment.status === 'approve') await noteChanges(blog.db, [change], blog.now());
    await announce(blog, 'comment.changed', change);
  });
}

/**
 * Answers a comment; one that waits is approved by the answer, as readers could not see what is answered. Undone together.
 * @throws HttpError 400, what submitComment throws
 */
export async function replyToComment(
  blog: Blog,
  user: User,
  { comment, post }: { comment: Comment; post: Post },
  {
    content,
    form_key,
    author_ip,
    user_agent,
  }: { content: string; form_key: string; author_ip: string; user_agent: string },
): Promise<{ comment: Comment; batch: string }> {
  if (!content) throw badRequest(__('Please write something.'), { comment: __('Please write something.') });
  const batch = crypto.randomUUID();
  const decider = { user_id: user.id, via: 'admin' as const };
  if (comment.status === 'hold') await decideComments(blog, [comment.id], 'approve', decider, batch);
  const reply = await submitComment(blog, {
    post,
    parent_id: comment.id,
    author_name: user.display_name,
    author_email: user.email,
    author_url: user.url,
    content,
    author_ip,
    user_agent,
    user,
    form_key,
  });
  const { id, status } = reply;
  await keepDecisions(blog.db, [{ id, was: 'trash', status, former_status: status }], {
    ...decider,
    batch,
    what: 'reply',
    decided_at: blog.now(),
  });
  return { comment: reply, batch };
}
