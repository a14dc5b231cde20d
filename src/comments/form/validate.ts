// comments/form/validate.ts: whether a comment may be left here at all: the checks before judging, in WordPress's order.
import type { User } from '../../accounts/user.ts';
import { forbidden, httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { isEmail } from '../../base/mail/address.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic, mayRead } from '../../posts/visible.ts';
import { commentsAreOpen, type Comment } from '../comment.ts';
import { checkWords, cleanUrl, type CommentWords } from './form.ts';
import { findComment } from '../queries/find.ts';
import type { Discussion } from '../settings.ts';

export interface Validated {
  post: Post;
  parent: Comment | undefined;
}

/**
 * Refuses what may not be left here.
 * @param isUnlocked whether the reader has given the post's password
 * @param has_files whether the form holds files, received or not: they need no text
 * @throws HttpError 403 (parent, closed, password, sign in), 404 (no such post for this reader), 400 (too long, odd
 *   characters), 422 (name, email, text missing or malformed)
 */
export async function validate(
  blog: Blog,
  words: CommentWords,
  {
    user,
    rules,
    isUnlocked,
    has_files = false,
  }: { user?: User; rules: Discussion; isUnlocked: (post: Post) => boolean; has_files?: boolean },
): Promise<Validated> {
  const parent = words.parent_id ? await findComment(blog.db, words.parent_id) : undefined;
  if (words.parent_id && (parent?.status !== 'approve' || parent.post_id !== words.post_id)) {
    throw forbidden(
      __('The comment you answer is not there any more. You can still leave yours beneath the post.'),
    );
  }
  const post = words.post_id ? await findPost(blog.db, words.post_id) : undefined;
  if (!post || post.status === 'trash' || !mayRead(user, post)) throw noPost();
  if (!commentsAreOpen(post, rules, blog.now())) throw forbidden(__('Comments are closed here.'));
  if (!isPublic(post) && post.status !== 'private') {
    throw forbidden(__('This is not published yet: comments open with it.'));
  }
  if (post.password && !isUnlocked(post)) {
    throw forbidden(__('This post is protected. Open it with its password, then send your comment again.'));
  }
  if (rules.comment_registration && !user) {
    throw forbidden(__('Only users of this site may comment here. Sign in, then send your comment again.'));
  }
  checkTyped(words, user, rules, has_files);
  return { post, parent };
}

function checkTyped(
  words: CommentWords,
  user: User | undefined,
  rules: Discussion,
  has_files: boolean,
): void {
  const missing: Record<string, string> = {};
  if (!user && rules.require_name_email) {
    if (!words.author_name) missing.author = __('Please tell your name.');
    if (!words.author_email) missing.email = __('Please give your email address; it is not published.');
  }
  if (!user && words.author_email && !isEmail(words.author_email)) {
    missing.email = __('This is not an email address. It looks like name@example.com.');
  }
  if (!user && words.author_url && !cleanUrl(words.author_url)) {
    missing.url = __('This is not the address of a website. It looks like https://example.com.');
  }
  if (!words.content && !has_files) missing.comment = __('Please write something.');
  // All that is wrong is said at once: nobody sends a form four times.
  if (Object.keys(missing).length) throw incomplete(missing);
  checkWords(words);
}

const incomplete = (fields: Record<string, string>) =>
  httpError(422, 'incomplete', Object.values(fields).join(' '), fields);

const noPost = () =>
  httpError(
    404,
    'post_not_found',
    __('The post you commented on is not here. Your text is below, so that you can keep it.'),
  );
