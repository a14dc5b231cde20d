// comments/appeals/site.ts: where the author of a comment that is spam or in the Trash asks, once, for another look.
import { Router, type Request, type Response } from 'express';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, forbidden, httpError, isHttpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { countCommentAttempt } from '../form/attempts.ts';
import { askerOf } from '../own/asker.ts';
import { findOwn, keepPrivate, refuseOthers } from '../own/find-own.ts';
import { isOwn, ownPaths, type Asker } from '../own/ownership.ts';
import { lockComment } from '../own/queries.ts';
import { addAppeal } from './queries.ts';
import { appealPath, mayAppeal, mostAppealWords } from './reasons.ts';

/** What `comments/appeal` shows. */
export interface AppealPage {
  frame: FrameView;
  title: string;
  error: string;
  /** Clean. */
  html: string;
  words: string;
  most_words: number;
  action: string;
  mine_href: string;
}

export function appealPages(blog: Blog): Router {
  const router = Router();
  router.get('/comments/:id/appeal', keepPrivate, showAppeal.bind(null, blog));
  router.post('/comments/:id/appeal', keepPrivate, formBody('10kb', 10), takeAppeal.bind(null, blog));
  return router;
}

async function showAppeal(blog: Blog, req: Request, res: Response): Promise<void> {
  const own = await findOwn(blog, req);
  if (!own || !mayAppeal(own.comment)) return refuseOthers(blog, req, res);
  await show(blog, req, res, { id: own.comment.id, html: own.comment.html });
}

async function takeAppeal(blog: Blog, req: Request, res: Response): Promise<void> {
  const asker = askerOf(blog, req);
  const { words } = fieldsOf(req);
  const typed = typeof words === 'string' ? words.replaceAll(/\p{Cs}|\0/gu, '').trim() : '';
  const own = await findOwn(blog, req);
  if (!own) return refuseOthers(blog, req, res, typed);
  try {
    await countCommentAttempt(blog, {
      ip: clientAddress(req),
      user: req.user,
      browser_key_hash: asker.browser_key_hash,
    });
    await appeal(blog, own.comment.id, asker, typed);
    res.redirect(303, `${ownPaths.mine}?done=appealed`);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    if (error.retry_after) res.set('Retry-After', String(error.retry_after));
    res.status(error.status);
    const { id, html } = own.comment;
    await show(blog, req, res, {
      id,
      html,
      words: typed.slice(0, 2 * mostAppealWords),
      error: error.message,
    });
  }
}

/** @throws HttpError 400 without words, 403 for what is not the asker's or not taken down, 409 the second time */
function appeal(blog: Blog, id: number, asker: Asker, words: string): Promise<void> {
  if (!words) throw badRequest(__('Please write in a sentence why it should be shown.'));
  if (Array.from(words).length > mostAppealWords)
    throw badRequest(__('Please write %s characters at most.', mostAppealWords));
  return inTransaction(blog, async (blog) => {
    const comment = await lockComment(blog.db, id);
    if (!comment || !isOwn(comment, asker) || !mayAppeal(comment))
      throw forbidden(__('Nothing was taken down here that you wrote: there is nothing to look at again.'));
    const isFirst = await addAppeal(blog.db, { comment_id: id, words, asked_at: blog.now() });
    if (!isFirst)
      throw httpError(
        409,
        'asked_before',
        __('You have asked for another look before; once is all there is.'),
      );
  });
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  { id, html, words = '', error = '' }: { id: number; html: string; words?: string; error?: string },
): Promise<void> {
  const title = __('Ask for another look');
  const view: AppealPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    error,
    html,
    words,
    most_words: mostAppealWords,
    action: appealPath(id),
    mine_href: ownPaths.mine,
  };
  res.render('comments/appeal', view);
}
