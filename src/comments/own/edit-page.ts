// comments/own/edit-page.ts: where the author of a comment edits it. A visit changes nothing.
import { Router, type Request, type Response } from 'express';
import { isHttpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { __ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { countCommentAttempt } from '../form/attempts.ts';
import { commentWords, limits } from '../form/form.ts';
import { discussion } from '../settings.ts';
import { commentLink } from '../thread/paging.ts';
import { askerOf } from './asker.ts';
import { editOwnComment, versionOf } from './edit-own.ts';
import { findOwn, keepPrivate, postLink, refuseOthers, type Own } from './find-own.ts';
import { minutesToEdit, ownPaths } from './ownership.ts';

/** What `comments/own-edit` shows. */
export interface OwnEditPage {
  frame: FrameView;
  title: string;
  post: { title: string; href: string };
  /** 0 when it cannot be edited any more: the text is shown to be copied. */
  minutes_left: number;
  content: string;
  version: string;
  error: string;
  action: string;
  /** The comment as it stands. */
  href: string;
  most_characters: number;
}

export function editPages(blog: Blog): Router {
  const router = Router();
  const body = formBody('2mb', 20);
  router.get('/comments/:id/edit', keepPrivate, showEdit.bind(null, blog));
  router.post('/comments/:id/edit', keepPrivate, body, takeEdit.bind(null, blog));
  return router;
}

async function showEdit(blog: Blog, req: Request, res: Response): Promise<void> {
  const own = await findOwn(blog, req);
  if (!own) return refuseOthers(blog, req, res);
  await renderEdit(blog, req, res, own, { content: own.comment.content, version: versionOf(own.comment) });
}

async function takeEdit(blog: Blog, req: Request, res: Response): Promise<void> {
  const { content } = commentWords(req.body);
  const { version } = fieldsOf(req);
  const given = typeof version === 'string' ? version.slice(0, 64) : '';
  const ip = clientAddress(req);
  const asker = askerOf(blog, req);
  const sender = { ip, user: req.user, browser_key_hash: asker.browser_key_hash };
  let own: Own | undefined;
  try {
    const attempts = await countCommentAttempt(blog, sender);
    own = await findOwn(blog, req);
    if (!own) return await refuseOthers(blog, req, res);
    await editOwnComment(blog, own, {
      content,
      version: given,
      asker,
      user: req.user,
      author_ip: ip,
      user_agent: req.get('user-agent') ?? '',
      attempts,
    });
    res.redirect(303, await commentLink(blog, own.post, own.comment.id));
  } catch (error) {
    if (!isHttpError(error)) throw error;
    own ??= await findOwn(blog, req);
    if (!own) return refuseOthers(blog, req, res);
    if (error.retry_after) res.set('Retry-After', String(error.retry_after));
    res.status(error.status);
    // What came meanwhile was seen by the answer to this form: the next one may replace it.
    const now = error.status === 409 ? versionOf(own.comment) : given;
    const shown = content.slice(0, 4 * limits.comment).replaceAll('\0', '');
    await renderEdit(blog, req, res, own, { content: shown, version: now, error: error.message });
  }
}

async function renderEdit(
  blog: Blog,
  req: Request,
  res: Response,
  { comment, post }: Own,
  { content, version, error = '' }: { content: string; version: string; error?: string },
): Promise<void> {
  const title = __('Edit your comment');
  const minutes_left = minutesToEdit(comment, await settings(blog.db, discussion), blog.now());
  const view: OwnEditPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    post: await postLink(blog, post),
    minutes_left,
    content,
    version,
    error: error || (minutes_left ? '' : __('This comment cannot be edited any more.')),
    action: ownPaths.edit(comment.id),
    href: await commentLink(blog, post, comment.id),
    most_characters: limits.comment,
  };
  if (!minutes_left && !error) res.status(403);
  res.render('comments/own-edit', view);
}
