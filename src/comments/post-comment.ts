// comments/post-comment.ts: what the door of comments does with a sent form: keeps it, or gives it back with the reason.
import type { Request, Response } from 'express';
import { isHttpError } from '../base/errors.ts';
import { frame } from '../posts/frame.ts';
import { localAddress } from '../base/http/redirect.ts';
import { refuseForeign } from '../base/http/same-origin.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { permalink } from '../posts/permalink.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { mayRead } from '../posts/visible.ts';
import { admit } from './admission.ts';
import { commentAnchor, type Comment } from './comment.ts';
import { browserOf, forgetAuthor, keyFor, rememberAuthor } from './cookies.ts';
import { commentFormView } from './form-view.ts';
import { cleanUrl, commentWords, type CommentWords } from './form.ts';
import { commentLink } from './paging.ts';
import { findComment } from './queries/find.ts';
import { browserKeyHash, previewToken } from './secret.ts';
import { discussion } from './settings.ts';
import { submitComment } from './submit.ts';

/** Answers 303 to the comment, or draws the form again with everything typed, and a status that says what is wrong. */
export async function postComment(blog: Blog, req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'private, no-store');
  const words = commentWords(req.body);
  try {
    const { comment, post } = await keep(blog, req, res, words);
    res.redirect(303, await whereTo(blog, { comment, post, words }));
  } catch (error) {
    await giveBack(blog, req, res, { words, error });
  }
}

async function keep(blog: Blog, req: Request, res: Response, words: CommentWords) {
  refuseForeign(req, blog.url);
  const rules = await settings(blog.db, discussion);
  const { post, parent } = await admit(blog, words, { user: req.user, rules, isUnlocked: () => false });
  const key = words.consent && !req.user ? keyFor(blog, req) : '';
  const comment = await submitComment(blog, {
    post,
    parent_id: parent?.id,
    author_name: words.author,
    author_email: words.email,
    author_url: cleanUrl(words.url),
    content: words.content,
    author_ip: req.ip ?? '',
    user_agent: req.get('user-agent') ?? '',
    user: req.user,
    browser_key_hash: key ? browserKeyHash(key) : browserOf(blog, req),
    form_key: words.form_key,
    is_trapped: words.trap !== '',
  });
  if (key) rememberAuthor(blog, res, { author: words.author, email: words.email, url: words.url }, key);
  else if (!req.user) forgetAuthor(blog, req, res);
  return { comment, post };
}

/** A shown comment's own address; one that waits comes with the token that shows it to its author. */
async function whereTo(
  blog: Blog,
  { comment, post, words }: { comment: Comment; post: Post; words: CommentWords },
): Promise<string> {
  const fresh = (await findPost(blog.db, post.id)) ?? post;
  const link = await commentLink(blog, fresh, comment.id);
  const asked = localAddress(words.redirect_to, blog.url, '').split('#')[0]!;
  if (comment.status === 'approve') return asked ? asked + commentAnchor(comment.id) : link;
  const [path] = (asked || (await permalink(blog, post))).split('#');
  const token = `unapproved=${comment.id}&moderation-hash=${previewToken(blog, comment)}`;
  return `${path}${path!.includes('?') ? '&' : '?'}${token}${commentAnchor(comment.id)}`;
}

/** Nothing typed is ever lost: whatever went wrong, the form comes back filled. */
async function giveBack(
  blog: Blog,
  req: Request,
  res: Response,
  { words, error }: { words: CommentWords; error: unknown },
): Promise<void> {
  const refusal = isHttpError(error) ? error : undefined;
  if (!refusal) blog.log.error({ err: error, path: req.path }, 'a comment was not kept');
  const status = refusal?.status ?? 500;
  const message = refusal?.message ?? 'It is our fault and was noted. Please send it again in a moment.';
  const post = words.post_id ? await findPost(blog.db, words.post_id) : undefined;
  const title = status === 404 ? 'Page not found' : 'Your comment was not sent yet';
  if (status === 429) res.set('Retry-After', '15');
  res.status(status).render('comments/refused', {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    message,
    text: words.content.replaceAll('\0', ''),
    post:
      post && mayRead(req.user, post)
        ? await formAgain(blog, req, { post, words, message, refusal })
        : undefined,
  });
}

async function formAgain(
  blog: Blog,
  req: Request,
  {
    post,
    words,
    message,
    refusal,
  }: { post: Post; words: CommentWords; message: string; refusal?: { fields: Record<string, string> } },
) {
  const rules = await settings(blog.db, discussion);
  const parent = words.parent_id ? await findComment(blog.db, words.parent_id) : undefined;
  const address = await permalink(blog, post);
  const isThere = parent?.status === 'approve' && parent.post_id === post.id;
  const form = commentFormView(blog, req, {
    post,
    permalink: address,
    rules,
    parent: isThere ? parent : undefined,
    words,
    error: message,
    fields: refusal?.fields,
  });
  return { title: post.title, href: address, form };
}
