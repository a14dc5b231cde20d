// comments/moderation/admin.ts: the Comments screens of the admin: list, one comment, what can be done with them, and the settings.
import { Router, type Request, type Response } from 'express';
import { needs } from '../../accounts/guard.ts';
import { storeScreenOptions } from '../../accounts/screen-options.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { notFound } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { localAddress } from '../../base/http/redirect.ts';
import { _n } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { moderateOne, moderateSeveral, saveComment, takeReply, undo } from './act.ts';
import { findModerated } from './edit.ts';
import { filesAdmin } from './files-admin.ts';
import { emptyComments } from './empty-trash.ts';
import { idOf, listAsked } from './form.ts';
import { listColumns, listScreen } from './list-screen.ts';
import { moderations } from './moderate.ts';
import { oneScreen, oneView } from './one-screen.ts';
import { bansAdmin } from '../bans/admin.ts';
import { pendingInMenu } from '../toolbar.ts';
import { discussionAdmin } from './settings-admin.ts';

export function commentAdmin(blog: Blog): Router {
  const router = Router();
  const small = formBody('64kb', 300);
  const large = formBody('2mb', 50);
  router.use('/comments', needs('edit_posts'));

  router.get('/comments', listComments.bind(null, blog));
  router.post('/comments/screen-options/save', small, saveScreenOptions.bind(null, blog));
  router.post('/comments/moderate', small, moderateSeveral.bind(null, blog));
  router.post('/comments/undo', small, undo.bind(null, blog));
  router.post('/comments/empty', needs('moderate_comments'), small, emptyTrash.bind(null, blog));
  router.get('/comments/pending', tellPending.bind(null, blog));
  router.get('/comments/:id', showComment.bind(null, blog));
  router.get('/comments/:id/panel', showPanel.bind(null, blog));
  router.post('/comments/:id/save', large, saveComment.bind(null, blog));
  router.post('/comments/:id/reply', large, takeReply.bind(null, blog));
  for (const what of moderations)
    router.post(`/comments/:id/${what}`, small, moderateOne.bind(null, { blog, what }));

  router.use(filesAdmin(blog), discussionAdmin(blog), bansAdmin(blog));
  return router;
}

async function listComments(blog: Blog, req: Request, res: Response) {
  res.render('comments/admin-list', await listScreen(blog, req, listAsked(req)));
}

async function saveScreenOptions(blog: Blog, req: Request, res: Response) {
  await storeScreenOptions(blog, req.user!, 'comments', listColumns, fieldsOf(req));
  res.redirect(303, localAddress(fieldsOf(req).back, blog.url, '/admin/comments'));
}

async function emptyTrash(blog: Blog, req: Request, res: Response) {
  const status = fieldsOf(req).empty;
  if (status !== 'spam' && status !== 'trash') throw notFound('list');
  const count = await emptyComments(blog, status);
  leaveNotice(req, _n('One comment deleted permanently.', '%s comments deleted permanently.', count));
  res.redirect(303, `/admin/comments?status=${status}`);
}

async function showComment(blog: Blog, req: Request, res: Response) {
  const found = await findModerated(blog, req.user, idOf(req));
  const back = localAddress(req.query.back, blog.url, '/admin/comments');
  res.render('comments/admin-one', await oneScreen(blog, req, found, { back }));
}

/** How many comments wait, for the number in the menu. */
async function tellPending(blog: Blog, req: Request, res: Response) {
  const [pending] = await pendingInMenu(blog.db, req.user!);
  const { label = '', words = '' } = pending ?? {};
  res.set('Cache-Control', 'private, no-store').json({ label, words });
}

/** The part of a list's screen that shows one comment, without the rest. */
async function showPanel(blog: Blog, req: Request, res: Response) {
  const found = await findModerated(blog, req.user, idOf(req));
  const back = localAddress(req.query.back, blog.url, '/admin/comments');
  res.set('Cache-Control', 'private, no-store');
  res.render('comments/admin-panel', { one: await oneView(blog, found, { back, user: req.user }) });
}
