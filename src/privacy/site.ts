// privacy/site.ts: the pages that mailed links lead to: the button that confirms a request, and the file with the data.
import { Router, type Request, type Response } from 'express';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { forbidden, notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { readId } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import { consume, limiter } from '../base/rate-limit.ts';
import type { Blog } from '../blog.ts';
import { frame, type FrameView } from '../posts/frame.ts';
import { confirm } from './ask.ts';
import { mayConfirm, mayFetch } from './links.ts';
import { sendData } from './pack.ts';
import { findRequest } from './queries.ts';

/** What `privacy/confirm` shows. */
export interface PrivacyConfirmPage {
  frame: FrameView;
  title: string;
  is_erase: boolean;
  is_done: boolean;
  /** Hidden field of the form. */
  key: string;
}

export function privacySite(blog: Blog): Router {
  const router = Router();
  const files = limiter(blog.db, 'personal_data_file', { points: 5, seconds: 3600 });
  router.get('/personal-data/:id/confirm', showConfirm.bind(null, blog));
  router.post('/personal-data/:id/confirm', formBody('10kb', 10), takeConfirm.bind(null, blog));
  router.get('/personal-data/:id/file', sendFile.bind(null, blog, files));
  return router;
}

const voidLink = () =>
  forbidden(__('This link is no longer good: it was used, it is too old, or a newer one was mailed.'));

/** A visit changes nothing: mail programs open links by themselves. */
async function showConfirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const request = await asked(blog, req);
  const { key } = req.query;
  if (typeof key !== 'string' || !mayConfirm(blog, request, key)) throw voidLink();
  await show(blog, req, res, { is_erase: request.kind === 'erase', is_done: false, key });
}

async function takeConfirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const { id, kind } = await asked(blog, req);
  if (!(await confirm(blog, id, fieldsOf(req).key))) throw voidLink();
  await show(blog, req, res, { is_erase: kind === 'erase', is_done: true, key: '' });
}

async function sendFile(blog: Blog, files: RateLimiterPostgres, req: Request, res: Response): Promise<void> {
  const request = await asked(blog, req);
  if (!mayFetch(blog, request, req.query)) throw voidLink();
  await consume(files, String(request.id));
  await sendData(blog, res, request.address);
}

/** @throws HttpError 403 as for a key that is made up: nobody learns which requests there are */
async function asked(blog: Blog, req: Request) {
  const id = readId(req.params.id);
  if (!id) throw notFound('page');
  const request = await findRequest(blog.db, id);
  if (!request) throw voidLink();
  return request;
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  page: Pick<PrivacyConfirmPage, 'is_erase' | 'is_done' | 'key'>,
): Promise<void> {
  const title = page.is_erase ? __('Erase your personal data') : __('Export your personal data');
  const view: PrivacyConfirmPage = {
    frame: await frame(blog, req, { title, robots: 'noindex' }),
    title,
    ...page,
  };
  res.set({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' });
  res.render('privacy/confirm', view);
}
