// comments/own/delete-page.ts: where the author of a comment takes it back. A visit changes nothing.
import { Router, type Request, type Response } from 'express';
import { clientAddress } from '../../base/http/client-address.ts';
import { formBody } from '../../base/http/form-body.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { commentAnchor } from '../comment.ts';
import { countCommentAttempt } from '../form/attempts.ts';
import { commentLink } from '../thread/paging.ts';
import { askerOf } from './asker.ts';
import { findOwn, keepPrivate, postLink, refuseOthers } from './find-own.ts';
import { ownPaths } from './ownership.ts';
import { hasReplies } from './queries.ts';
import { removeOwnComment } from './remove-own.ts';

/** What `comments/own-delete` shows. */
export interface OwnDeletePage {
  frame: FrameView;
  title: string;
  post: { title: string; href: string };
  /** Clean. */
  html: string;
  leaves_placeholder: boolean;
  action: string;
  href: string;
}

export function deletePages(blog: Blog): Router {
  const router = Router();
  router.get('/comments/:id/delete', keepPrivate, showDelete.bind(null, blog));
  router.post('/comments/:id/delete', keepPrivate, formBody(), takeDelete.bind(null, blog));
  return router;
}

async function showDelete(blog: Blog, req: Request, res: Response): Promise<void> {
  const own = await findOwn(blog, req);
  if (!own) return refuseOthers(blog, req, res);
  const title = __('Delete your comment');
  const view: OwnDeletePage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    post: await postLink(blog, own.post),
    html: own.comment.html,
    leaves_placeholder: await hasReplies(blog.db, own.comment.id),
    action: ownPaths.delete(own.comment.id),
    href: await commentLink(blog, own.post, own.comment.id),
  };
  res.render('comments/own-delete', view);
}

async function takeDelete(blog: Blog, req: Request, res: Response): Promise<void> {
  await countCommentAttempt(blog, {
    ip: clientAddress(req),
    user: req.user,
    browser_key_hash: askerOf(blog, req).browser_key_hash,
  });
  const own = await findOwn(blog, req);
  if (!own) return refuseOthers(blog, req, res);
  const { comment, post } = own;
  const isPlace = await removeOwnComment(blog, comment.id, askerOf(blog, req));
  const address = await permalink(blog, post);
  res.redirect(303, address + (isPlace ? commentAnchor(comment.id) : '#comments'));
}
