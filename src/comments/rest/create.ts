// comments/rest/create.ts: leaves a comment by the REST API: the same admission, verdict and limits as the form's.
import { findUser } from '../../accounts/queries.ts';
import { may, type User } from '../../accounts/user.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { restAddress } from '../../base/rest/address.ts';
import { momentAsked } from '../../base/rest/moments.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { removeReceived } from '../../media/uploads/commit.ts';
import { isOpenedWith } from '../../posts/rest/open-with-password.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import type { Comment, CommentStatus } from '../comment.ts';
import { countCommentAttempt, countCommentWork } from '../form/attempts.ts';
import { cleanUrl, commentWords, type CommentWords } from '../form/form.ts';
import { validate } from '../form/validate.ts';
import { discussion, type Discussion } from '../settings.ts';
import type { Submission } from '../submission.ts';
import { submitComment } from '../submit.ts';
import type { Written } from './args.ts';
import { filesIn, refuseFiles } from './receive.ts';
import { commentItems } from './item.ts';
import { inWordPressWords, refuseFields, refusePost, refuseStrangers, refuseWords } from './refusals.ts';
import { readsPost } from './sight.ts';
import { statusAsked } from './status.ts';

/** @throws HttpError 400, 401, 403, 409, 429 */
export async function createComment(blog: Blog, call: RestCall<Written>): Promise<unknown> {
  const { args, asker, reply, req } = call;
  const rules = await settings(blog.db, discussion);
  refuseStrangers(asker, rules);
  if (args.id) throw restError(400, 'rest_comment_exists', 'Cannot create existing comment.');
  refuseFields(args, asker);
  const post = args.post ? await findPost(blog.db, args.post) : undefined;
  const isOpened = post ? await isOpenedWith(blog, req, post, args.password) : false;
  refusePost(post, asker, {
    rules,
    now: blog.now(),
    isRead: !!post && readsPost(asker?.user, post, isOpened),
  });
  if (args.type !== undefined && args.type !== 'comment')
    throw restError(400, 'rest_invalid_comment_type', 'Cannot create a comment with that type.');
  try {
    const comment = await inWordPressWords(() => leave(blog, call, { post, rules, isOpened }));
    const context = may(asker?.user, 'moderate_comments') ? 'edit' : 'view';
    const [item] = await commentItems(blog, [comment], { asker, context });
    reply.status = 201;
    reply.headers.Location = restAddress(blog, `/wp/v2/comments/${comment.id}`);
    return item;
  } catch (error) {
    await removeReceived(blog, req.received);
    throw error;
  }
}

interface Place {
  post: Post;
  rules: Discussion;
  isOpened: boolean;
}

async function leave(
  blog: Blog,
  call: RestCall<Written>,
  { post, rules, isOpened }: Place,
): Promise<Comment> {
  const { args, asker, req } = call;
  const ip = clientAddress(req);
  const sender = { ip, user: asker?.user, browser_key_hash: '' };
  const attempts = await countCommentAttempt(blog, sender);
  const files = filesIn(req);
  const who = await authorOf(blog, call);
  const words = wordsOf(args);
  refuseWords(words, { user: who.user, rules, has_files: files.length > 0, entered_by: who.entered_by });
  await refuseFiles(blog, req, asker?.user);
  const { parent } = await validate(blog, words, {
    user: who.entered_by ?? who.user,
    rules: who.entered_by ? { ...rules, require_name_email: false } : rules,
    isUnlocked: () => isOpened || readsPost(asker?.user, post, false),
    has_files: files.length > 0,
  });
  await countCommentWork(blog, sender);
  return submitComment(blog, {
    ...who,
    post,
    parent_id: parent?.id,
    author_name: words.author_name,
    author_email: words.author_email,
    author_url: cleanUrl(words.author_url),
    content: words.content,
    author_ip: args.author_ip ?? ip,
    user_agent: args.author_user_agent ?? req.get('user-agent') ?? '',
    files,
    // A program has no form: of guests that counts as a form without its seal.
    signs: { seal: asker ? 'none' : 'missing', seconds: undefined, attempts },
    ...(await decided(blog, args, asker?.user)),
  });
}

/**
 * Users comment as themselves; moderators also enter what somebody else wrote, as WordPress lets them: the comment of
 * another user (`author`), or of a guest (`author_name`).
 */
async function authorOf(
  blog: Blog,
  { args, asker }: RestCall<Written>,
): Promise<Pick<Submission, 'user' | 'entered_by'>> {
  if (!asker) return {};
  const { user } = asker;
  if (!may(user, 'moderate_comments')) return { user };
  if (args.author !== undefined && args.author !== 0 && args.author !== user.id) {
    const other = await findUser(blog.db, args.author);
    if (!other) throw restError(400, 'rest_comment_author_invalid', 'Invalid comment author ID.');
    return { user: other, entered_by: user };
  }
  const isGuest = !args.author && (args.author_name ?? args.author_email ?? args.author_url);
  return isGuest ? { entered_by: user } : { user };
}

/** What a moderator decides with the comment; what somebody enters for another is shown. */
async function decided(
  blog: Blog,
  args: Written,
  user: User | undefined,
): Promise<Pick<Submission, 'status' | 'posted_at'>> {
  if (!may(user, 'moderate_comments')) return {};
  const { timezone_string: zone } = await settings(blog.db, general);
  const posted_at = momentAsked(args, zone);
  const status: CommentStatus = args.status === undefined ? 'approve' : statusAsked(args.status);
  return { status, ...(posted_at && { posted_at }) };
}

/** The words as the form brings them, read by the same rules. */
const wordsOf = ({ post, parent, content, author_name, author_email, author_url }: Written): CommentWords =>
  commentWords({
    comment_post_ID: String(post ?? 0),
    comment_parent: String(parent ?? 0),
    comment: content ?? '',
    author: author_name ?? '',
    email: author_email ?? '',
    url: author_url ?? '',
  });
