// comments/form/post-comment.ts: what the comment endpoint does with a submitted form: stores the comment, or renders the form with the reason.
import type { Request, Response } from 'express';
import type { User } from '../../accounts/user.ts';
import { missingFiles } from '../../attachments/claimed.ts';
import { attachmentSettings, type AttachmentSettings } from '../../attachments/settings.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { httpError, isHttpError } from '../../base/errors.ts';
import { cookieAttributes, cookieName } from '../../base/http/cookies.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { refuseForeign } from '../../base/http/same-origin.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { forgetGone } from '../../media/uploads/commit.ts';
import { isUnlocked } from '../../posts/password.ts';
import type { Post } from '../../posts/post.ts';
import { validate } from './validate.ts';
import { formKeyOf } from './form-key.ts';
import { countCommentAttempt, countCommentWork } from './attempts.ts';
import { commentAnchor, type Comment } from '../comment.ts';
import { browserOf, forgetAuthor, keyFor, rememberAuthor } from './cookies.ts';
import { cleanUrl, commentWords, type CommentWords } from './form.ts';
import { renderFormWithErrors } from './render-form-with-errors.ts';
import { commentLink } from '../thread/paging.ts';
import { browserKeyHash, previewToken } from './secret.ts';
import { checkedPassage } from '../passages/check.ts';
import { discussion, type Discussion } from '../settings.ts';
import { formSigns } from '../spam/form-seal.ts';
import type { Submission } from '../submission.ts';
import { commentOfForm, submitComment } from '../submit.ts';
import { subscribe } from '../subscriptions/subscribe.ts';

/** Answers 303 to the comment, or draws the form again with everything typed, and a status that says what is wrong. */
export async function postComment(blog: Blog, req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'private, no-store');
  const words = commentWords(req.body);
  try {
    const { comment, post } = await store(blog, req, res, words);
    res.redirect(303, await whereTo(blog, { comment, post, words }));
  } catch (error) {
    if (isHttpError(error) && error.code === 'file_gone' && req.received)
      await forgetGone(blog, req.received, error.message);
    await renderFormWithErrors(blog, req, res, error);
  }
}

async function store(blog: Blog, req: Request, res: Response, words: CommentWords) {
  refuseForeign(req, blog.url);
  const ip = clientAddress(req);
  const sender = { ip, user: req.user, browser_key_hash: browserOf(blog, req) };
  const attempts = await countCommentAttempt(blog, sender);
  const rules = await settings(blog.db, discussion);
  const { post, parent } = await validate(blog, words, {
    user: req.user,
    rules,
    isUnlocked: (post) => isUnlocked(blog, req, post),
    has_files: holdsFiles(req, words),
  });
  const key = words.consent && !req.user ? keyFor(blog, req) : '';
  const submission: Submission = {
    post,
    parent_id: parent?.id,
    author_name: words.author_name,
    author_email: words.author_email,
    author_url: cleanUrl(words.author_url),
    content: words.content,
    author_ip: ip,
    user_agent: req.get('user-agent') ?? '',
    user: req.user,
    browser_key_hash: key ? browserKeyHash(key) : browserOf(blog, req),
    form_key: formKeyOf(blog, req, words, ip),
    files: req.received?.files ?? [],
    is_trapped: words.trap !== '',
    signs: formSigns(blog, req, { words, attempts }),
    meta: checkedPassage(words.passage, { post, rules }),
  };
  // The same form sent twice: its files went with the comment that it made the first time.
  const earlier = await commentOfForm(blog, submission);
  if (!earlier) {
    checkFiles(req, words, await settings(blog.db, attachmentSettings));
    await countCommentWork(blog, sender);
  }
  const comment = earlier ?? (await submitComment(blog, submission));
  await subscribeAuthor(blog, { words, comment, rules, user: req.user });
  if (key) rememberAuthor(blog, res, words, key);
  else if (!req.user) forgetAuthor(blog, req, res);
  tellStored(blog, req, res, words, comment);
  return { comment, post };
}

/** What the form asked to be told of. Spam and what lies in the Trash make no email to the address it names. */
async function subscribeAuthor(
  blog: Blog,
  { words, comment, rules, user }: { words: CommentWords; comment: Comment; rules: Discussion; user?: User },
): Promise<void> {
  if (
    !rules.comments_subscriptions ||
    !comment.author_email ||
    comment.status === 'spam' ||
    comment.status === 'trash'
  )
    return;
  const wish = { email: comment.author_email, post_id: comment.post_id, is_proven: user !== undefined };
  if (words.subscribe_replies) await subscribe(blog, { ...wish, comment_id: comment.id });
  if (words.subscribe_post) await subscribe(blog, { ...wish, comment_id: null });
}

const hour = 3_600_000;

/** The script of the form forgets its draft on this word alone; a form without drafts does not ask for it. */
function tellStored(
  { url }: Blog,
  req: Request,
  res: Response,
  { form_key }: CommentWords,
  comment: Comment,
): void {
  const asked = (req.body as Record<string, unknown> | undefined)?.keeps_draft;
  if (!form_key || !asked) return;
  const attributes = { ...cookieAttributes(url), httpOnly: false, maxAge: hour };
  res.cookie(cookieName(url, `comment_stored_${form_key}`), String(comment.id), attributes);
}

/** A shown comment's own address; one that waits comes with the token that shows it to its author. */
async function whereTo(
  blog: Blog,
  { comment, post, words }: { comment: Comment; post: Post; words: CommentWords },
): Promise<string> {
  // The post was read before the comment was counted.
  const more = comment.status === 'approve' ? 1 : 0;
  const counted = { ...post, comment_count: post.comment_count + more };
  const link = await commentLink(blog, counted, comment.id);
  const asked = localAddress(words.redirect_to, blog.url, '').split('#')[0]!;
  if (comment.status === 'approve') return asked ? asked + commentAnchor(comment.id) : link;
  const [path] = (asked || link).split('#');
  const token = `unapproved=${comment.id}&moderation-hash=${previewToken(blog, comment)}`;
  return `${path}${path!.includes('?') ? '&' : '?'}${token}${commentAnchor(comment.id)}`;
}

const holdsFiles = ({ received }: Request, { claimed_files }: CommentWords): boolean =>
  claimed_files.length + (received?.files.length ?? 0) + (received?.refused.length ?? 0) > 0;

/** @throws HttpError the first refused file's, 409 when one that the form had did not come, or 422 when there must be one */
function checkFiles(req: Request, { claimed_files }: CommentWords, rules: AttachmentSettings): void {
  const { files = [], fresh = [], refused: [refused] = [] } = req.received ?? {};
  if (refused) throw httpError(refused.status, 'file_refused', refused.reason);
  const missing = missingFiles(claimed_files, files);
  // One that came with this very form takes the place of one that had not arrived.
  if (missing.length > fresh.length)
    throw httpError(409, 'file_missing', missing.map(({ reason }) => reason).join(' '));
  if (rules.required_attachment && !files.length) {
    throw httpError(422, 'file_missing', __('Please attach a file: comments here come with one.'));
  }
}
