// comments/rest/refusals.ts: why programs may not leave a comment, in WordPress's codes and words.
import { may, type User } from '../../accounts/user.ts';
import { isHttpError } from '../../base/errors.ts';
import { notAllowed, restError, type RestUser } from '../../base/rest/route.ts';
import type { Post } from '../../posts/post.ts';
import { commentsAreOpen } from '../comment.ts';
import { limits, type CommentWords } from '../form/form.ts';
import type { Discussion } from '../settings.ts';
import type { Changed, Written } from './args.ts';

/** Whether comments are taken from this person at all: guests comment by programs where two settings let them. */
export const takesComments = (asker: RestUser | undefined, rules: Discussion): boolean =>
  asker !== undefined || (rules.rest_allow_anonymous_comments && !rules.comment_registration);

/** @throws HttpError 401 */
export function refuseStrangers(asker: RestUser | undefined, rules: Discussion): void {
  if (takesComments(asker, rules)) return;
  throw notAllowed(asker, 'rest_comment_login_required', 'Sorry, you must be logged in to comment.');
}

const moderators = ['author_ip', 'author_user_agent', 'date', 'date_gmt', 'status'] as const;

/** What only moderators say of a comment. @throws HttpError 401, 403 */
export function refuseFields(args: Written | Changed, asker: RestUser | undefined): void {
  if (may(asker?.user, 'moderate_comments')) return;
  const isOthers = args.author !== undefined && args.author !== (asker?.user.id ?? 0);
  const name = isOthers ? 'author' : moderators.find((one) => args[one] !== undefined);
  if (name)
    throw notAllowed(
      asker,
      `rest_comment_invalid_${name}`,
      `Sorry, you are not allowed to edit '${name}' for comments.`,
    );
}

/** @throws HttpError 401, 403 for a post that takes no comment of this person */
export function refusePost(
  post: Post | undefined,
  asker: RestUser | undefined,
  { rules, now, isRead }: { rules: Discussion; now: Date; isRead: boolean },
): asserts post is Post {
  if (!post)
    throw restError(
      403,
      'rest_comment_invalid_post_id',
      'Sorry, you are not allowed to create this comment without a post.',
    );
  const cannot = (code: string) =>
    restError(403, code, 'Sorry, you are not allowed to create a comment on this post.');
  if (!['post', 'page'].includes(post.type)) throw cannot('rest_comment_not_supported_post_type');
  if (post.status === 'draft' || post.status === 'pending') throw cannot('rest_comment_draft_post');
  if (post.status === 'trash') throw cannot('rest_comment_trash_post');
  if (!isRead)
    throw notAllowed(
      asker,
      'rest_cannot_read_post',
      'Sorry, you are not allowed to read the post for this comment.',
    );
  if (!commentsAreOpen(post, rules, now))
    throw restError(403, 'rest_comment_closed', 'Sorry, comments are closed for this item.');
}

const lengths = [
  {
    name: 'author_name',
    most: limits.author,
    code: 'comment_author_column_length',
    message: 'Your name is too long.',
  },
  {
    name: 'author_email',
    most: limits.email,
    code: 'comment_author_email_column_length',
    message: 'Your email address is too long.',
  },
  {
    name: 'author_url',
    most: limits.url,
    code: 'comment_author_url_column_length',
    message: 'Your url is too long.',
  },
  {
    name: 'content',
    most: limits.comment,
    code: 'comment_content_column_length',
    message: 'Your comment is too long.',
  },
] as const;

/** @throws HttpError 400 for words that are missing or too long */
export function refuseWords(
  words: CommentWords,
  {
    user,
    entered_by,
    rules,
    has_files,
  }: {
    user?: User | undefined;
    entered_by?: User | undefined;
    rules: Pick<Discussion, 'require_name_email'>;
    has_files: boolean;
  },
): void {
  if (!words.content && !has_files)
    throw restError(400, 'rest_comment_content_invalid', 'Invalid comment content.');
  const isNamed = words.author_name && words.author_email;
  if (!user && !entered_by && rules.require_name_email && !isNamed)
    throw restError(
      400,
      'rest_comment_author_data_required',
      'Creating a comment requires valid author name and email values.',
    );
  for (const { name, most, code, message } of lengths)
    if (Array.from(words[name]).length > most) throw restError(400, code, message);
}

/** Turns what the commands refuse into what WordPress answers there. */
export async function inWordPressWords<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!isHttpError(error) || 'data' in error) throw error;
    throw Object.assign(turned(error), error.retry_after !== undefined && { retry_after: error.retry_after });
  }
}

function turned({
  status,
  code,
  message,
  fields,
}: {
  status: number;
  code: string;
  message: string;
  fields: object;
}) {
  if (code === 'duplicate')
    return restError(
      409,
      'comment_duplicate',
      'Duplicate comment detected; it looks as though you’ve already said that!',
    );
  if (code === 'flood')
    return restError(400, 'comment_flood', 'You are posting comments too quickly. Slow down.');
  if (status === 429)
    return restError(429, 'rest_too_many_comments', 'Too many comments. Please try again later.');
  if (code === 'banned') return restError(403, 'rest_comment_banned', message);
  if (status === 403)
    return restError(403, 'rest_comment_invalid_parent', 'The comment that is answered is not there.');
  if (status === 422 || status === 400)
    return restError(400, 'rest_invalid_param', message, { params: fields });
  return restError(status, `rest_${code}`, message);
}
