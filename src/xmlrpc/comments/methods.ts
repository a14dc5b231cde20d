// xmlrpc/comments/methods.ts: wp.getComment, wp.getComments, wp.newComment, wp.editComment, wp.deleteComment, counts.
import { may } from '../../accounts/user.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import type { Blog } from '../../blog.ts';
import { commentAnchor, mayModerate, type Comment, type CommentStatus } from '../../comments/comment.ts';
import { countCommentAttempt } from '../../comments/form/attempts.ts';
import { commentWords, type CommentWords } from '../../comments/form/form.ts';
import { validate } from '../../comments/form/validate.ts';
import { editComment, findModerated } from '../../comments/moderation/edit.ts';
import { moderateComments } from '../../comments/moderation/moderate.ts';
import { discussion } from '../../comments/settings.ts';
import { submitComment } from '../../comments/submit.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { mayWrite } from '../../posts/permissions.ts';
import { findPost, postsByIds } from '../../posts/queries/find.ts';
import { postMeant } from '../../linkbacks/receiving/target.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { gmtOf, readDate } from '../protocol/dates.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { idIn, numberIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';
import { commentCounts, commentsAsked } from '../queries.ts';

export const commentMethods: Method[] = [
  signed('wp.getComment', { least: 4 }, async ({ blog, user, args }) => {
    const { comment } = await moderated({ blog, user }, idIn(args[1]));
    return (await structs(blog, [comment]))[0]!;
  }),
  signed('wp.getComments', {}, getComments),
  signed('wp.deleteComment', { least: 4 }, deleteComment),
  signed('wp.editComment', { least: 5 }, changeComment),
  signed('wp.newComment', { least: 5 }, newComment),
  signed('wp.getCommentCount', { least: 4 }, getCommentCount),
  signed('wp.getCommentStatusList', {}, async ({ user }) => {
    if (!mayWrite(user, 'post')) throw notAllowed('access details about this site');
    return { hold: 'Unapproved', approve: 'Approved', spam: 'Spam', trash: 'Trash' };
  }),
];

/** @throws Fault 404; HttpError 403 */
async function moderated({ blog, user }: Pick<SignedCall, 'blog' | 'user'>, id: number) {
  return findModerated(blog, user, id).catch((error: unknown) => {
    if ((error as { status?: number }).status === 404) throw fault(404, 'Invalid comment ID.');
    throw notAllowed('moderate or edit this comment');
  });
}

async function structs(blog: Blog, comments: Comment[]): Promise<Struct[]> {
  const posts = await postsByIds(blog.db, [...new Set(comments.map(({ post_id }) => post_id))]);
  const paths = await permalinks(blog, [...posts.values()]);
  return comments.map((comment) => ({
    date_created_gmt: gmtOf(comment.posted_at),
    user_id: String(comment.user_id ?? 0),
    comment_id: String(comment.id),
    parent: String(comment.parent_id ?? 0),
    status: comment.status,
    content: comment.content,
    link: blog.url + (paths.get(comment.post_id) ?? '/') + commentAnchor(comment.id),
    post_id: String(comment.post_id),
    post_title: posts.get(comment.post_id)?.title ?? '',
    author: comment.author_name,
    author_url: comment.author_url,
    author_email: comment.author_email,
    author_ip: comment.author_ip,
    type: comment.type,
  }));
}

const statuses: CommentStatus[] = ['hold', 'approve', 'spam', 'trash'];

async function getComments({ blog, user, args }: SignedCall): Promise<Value> {
  const { post_id, status, number, offset } = structIn(args[1]);
  const isModerator = may(user, 'moderate_comments');
  const post = idIn(post_id) ? await findPost(blog.db, idIn(post_id)) : undefined;
  const isOwn = post ? mayModerate(user, post) : mayWrite(user, 'post');
  if (!isModerator && !isOwn) throw notAllowed('moderate or edit comments');
  const comments = await commentsAsked(blog.db, {
    post_id: idIn(post_id),
    status: statuses.find((one) => one === textIn(status)),
    ...(!isModerator && !post && { post_author_id: user.id }),
    limit: numberIn(number, 10, 100),
    offset: numberIn(offset, 0, 1_000_000),
  });
  return structs(blog, comments);
}

/** Into the trash; what lies there already, away for ever. */
async function deleteComment({ blog, user, args }: SignedCall): Promise<Value> {
  const { comment } = await moderated({ blog, user }, idIn(args[1]));
  await moderateComments(blog, user, [comment.id], comment.status === 'trash' ? 'delete' : 'trash');
  return true;
}

async function changeComment({ blog, user, args }: SignedCall): Promise<Value> {
  const { comment } = await moderated({ blog, user }, idIn(args[1]));
  const given = structIn(args[2]);
  const status = statuses.find((one) => one === textIn(given.status));
  if (given.status !== undefined && !status) throw fault(401, 'Invalid comment status.');
  const said = ['content', 'author', 'author_email', 'author_url', 'date_created_gmt', 'date_created'];
  if (said.some((name) => given[name] !== undefined)) await saveWords(blog, comment, given);
  if (status && status !== comment.status) await moderateComments(blog, user, [comment.id], status);
  return true;
}

async function saveWords(blog: Blog, comment: Comment, given: Struct): Promise<void> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const posted_at = readDate(given.date_created_gmt, 'UTC') ?? readDate(given.date_created, zone);
  const words = commentWords({
    comment: given.content === undefined ? comment.content : textIn(given.content),
    author: given.author === undefined ? comment.author_name : textIn(given.author),
    email: given.author_email === undefined ? comment.author_email : textIn(given.author_email),
    url: given.author_url === undefined ? comment.author_url : textIn(given.author_url),
  });
  await editComment(blog, comment, words, undefined, posted_at && { posted_at });
}

/** The post by its id or its address. Strangers do not comment here; the comment is its caller's. */
async function newComment({ blog, req, user, args }: SignedCall): Promise<Value> {
  const given = structIn(args[2]);
  const asked = textIn(args[1]);
  const post_id = idIn(args[1]) || ((await postMeant(blog, asked))?.id ?? 0);
  const words: CommentWords = commentWords({
    comment_post_ID: String(post_id),
    comment_parent: textIn(given.comment_parent ?? given.parent),
    comment: textIn(given.content),
  });
  const ip = clientAddress(req);
  await countCommentAttempt(blog, { ip, user, browser_key_hash: '' });
  const { post, parent } = await admitted(blog, user, words);
  const comment = await submitComment(blog, {
    post,
    parent_id: parent?.id,
    author_name: user.display_name,
    author_email: user.email,
    author_url: user.url,
    content: words.content,
    author_ip: ip,
    user_agent: (req.get('user-agent') ?? '').slice(0, 254),
    user,
  });
  return comment.id;
}

/** @throws Fault 404, 403 */
async function admitted(blog: Blog, user: SignedCall['user'], words: CommentWords) {
  const rules = await settings(blog.db, discussion);
  return validate(blog, words, { user, rules, isUnlocked: (post) => mayModerate(user, post) }).catch(
    (error: { status?: number; message: string }) => {
      if (error.status === 404) throw fault(404, 'Invalid post ID.');
      throw error.status ? fault(403, error.message) : (error as Error);
    },
  );
}

async function getCommentCount({ blog, user, args }: SignedCall): Promise<Value> {
  const post = idIn(args[1]) ? await findPost(blog.db, idIn(args[1])) : undefined;
  if (!post) throw fault(404, 'Invalid post ID.');
  if (!mayModerate(user, post))
    throw fault(403, 'Sorry, you are not allowed to access details of this post.');
  return { ...(await commentCounts(blog.db, post.id)) };
}
