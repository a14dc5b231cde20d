// comments/form/render-form-with-errors.ts: a comment that was not kept: the form again, with everything typed and received.
import type { Request, Response } from 'express';
import { databaseAway, isDatabaseAway, retryAfter } from '../../base/database/connection-errors.ts';
import { isOverloaded, overloaded } from '../../base/database/overload.ts';
import { isHttpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { mayRead } from '../../posts/visible.ts';
import { commentsAreOpen } from '../comment.ts';
import { commentFormView, type CommentFormView } from './view.ts';
import { commentWords, limits, type CommentWords } from './form.ts';
import { findComment } from '../queries/find.ts';
import { discussion } from '../settings.ts';

/** What `comments/refused` shows. */
export interface RefusedPage {
  frame: FrameView;
  title: string;
  message: string;
  /** What was typed, for where there is no form. */
  text: string;
  /** The post and its form; undefined when there is no such post for this reader. */
  post: RefusedPost | undefined;
}

export interface RefusedPost {
  title: string;
  href: string;
  form: CommentFormView;
  /** Where comments are closed there is no form: the text stands there to be copied. */
  is_open: boolean;
  /** The comment as it would look, clean; '' for none. */
  preview: string;
}

/** Nothing typed is ever lost: whatever went wrong, the form comes back filled. */
export async function renderFormWithErrors(
  blog: Blog,
  req: Request,
  res: Response,
  error: unknown,
): Promise<void> {
  if (res.headersSent) throw error;
  const words = withinPage(commentWords(req.body));
  res.set('Cache-Control', 'private, no-store');
  const isAway = isDatabaseAway(error);
  const refusal = isOverloaded(error)
    ? overloaded('writing')
    : isAway
      ? databaseAway()
      : isHttpError(error)
        ? error
        : undefined;
  if (isAway) blog.log.warn({ path: req.path, reason: String(error) }, 'the database is away');
  else if (!isHttpError(error) && !isOverloaded(error))
    blog.log.error({ err: error, path: req.path }, 'a comment was not kept');
  const status = refusal?.status ?? 500;
  const message = refusal?.message ?? __('It is our fault and was noted. Please send it again in a moment.');
  const title = status === 404 ? __('Page not found') : __('Your comment was not sent yet');
  if (isOverloaded(error)) res.set('Retry-After', '5');
  else if (isAway) res.set('Retry-After', retryAfter);
  else if ((status === 429 || status === 503) && !res.get('Retry-After'))
    res.set('Retry-After', String(refusal?.retry_after ?? 15));
  await renderFormAgain(blog, req, res, { words, status, title, message, fields: refusal?.fields });
}

export interface FormAgain {
  words: CommentWords;
  status: number;
  title: string;
  /** Why it comes back; '' when nothing is wrong. */
  message?: string;
  fields?: Record<string, string> | undefined;
  /** The comment as it would look, clean. */
  preview?: string;
}

/** The page of a form that comes back with everything typed and received. */
export async function renderFormAgain(
  blog: Blog,
  req: Request,
  res: Response,
  again: FormAgain,
): Promise<void> {
  const { words, status, title, message = '' } = again;
  const post = words.post_id ? await findPost(blog.db, words.post_id) : undefined;
  const view: RefusedPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    message,
    text: words.content.replaceAll('\0', ''),
    post: post && mayRead(req.user, post) ? await formAgain(blog, req, post, again) : undefined,
  };
  res.status(status).render('comments/refused', view);
}

// A page holds a text several times over. What is longer than this is no comment that could be shortened by hand.
const mostCharacters = 4 * limits.comment;

const withinPage = (words: CommentWords): CommentWords => ({
  ...words,
  author_name: words.author_name.slice(0, 10 * limits.author),
  author_email: words.author_email.slice(0, 10 * limits.email),
  author_url: words.author_url.slice(0, 10 * limits.url),
  redirect_to: words.redirect_to.slice(0, 2000),
  content: words.content.slice(0, mostCharacters),
});

async function formAgain(
  blog: Blog,
  req: Request,
  post: Post,
  { words, message, fields, preview = '' }: FormAgain,
): Promise<RefusedPost> {
  const rules = await settings(blog.db, discussion);
  const parent = words.parent_id ? await findComment(blog.db, words.parent_id) : undefined;
  const address = await permalink(blog, post);
  const isThere = parent?.status === 'approve' && parent.post_id === post.id;
  const is_open = commentsAreOpen(post, rules, blog.now());
  const form = await commentFormView(blog, req, {
    post,
    permalink: address,
    rules,
    parent: isThere ? parent : undefined,
    words,
    error: message ?? '',
    fields,
  });
  return { title: post.title, href: address, form, is_open, preview };
}
