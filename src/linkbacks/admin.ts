// linkbacks/admin.ts: Tools → Linkbacks sent: which sites were told of our links, and what they said.
import { type Request, Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { may } from '../accounts/user.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { pagingView } from '../base/admin/paging.ts';
import { forbidden, notFound } from '../base/errors.ts';
import { idFrom, pageFrom } from '../base/http/ids.ts';
import { localAddress } from '../base/http/redirect.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { mayEdit } from '../posts/permissions.ts';
import { findPost } from '../posts/queries/find.ts';
import { lineUpSending } from './sending/plan.ts';
import { countSent, findSent, listSent, updateSent } from './sending/queries.ts';
import { sentView } from './sending/view.ts';

const per_page = 50;

export function linkbacksAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/linkbacks', needs('edit_posts'));

  router.get('/linkbacks', async function showSent(req, res) {
    const post_id = req.query.post === undefined ? undefined : idFrom(req.query.post, 'post');
    await refuseStranger(blog, req, post_id);
    const page = pageFrom(req.query.page);
    const total = await countSent(blog.db, post_id);
    const rows = await listSent(blog.db, { post_id, limit: per_page, offset: (page - 1) * per_page });
    const query = { post: post_id ? String(post_id) : '' };
    res.render('linkbacks/admin', {
      frame: await adminFrame(blog, req, { title: __('Linkbacks sent') }),
      sent: await sentView(blog, rows),
      all_href: post_id ? '/admin/linkbacks' : '',
      may_see_all: may(req.user, 'edit_others_posts'),
      back: post_id ? `/admin/linkbacks?post=${post_id}` : '/admin/linkbacks',
      paging: pagingView('/admin/linkbacks', query, { page, total, per_page }),
    });
  });

  router.post('/linkbacks/:id/retry', async function retrySent(req, res) {
    const sent = await findSent(blog.db, idFrom(req.params.id, 'linkback'));
    if (!sent) throw notFound('linkback');
    await refuseStranger(blog, req, sent.post_id);
    await updateSent(blog.db, sent.id, { status: 'waiting', said: '' });
    await lineUpSending(blog, sent);
    leaveNotice(req, __('It is told again now.'));
    const { back } = req.query;
    res.redirect(303, localAddress(typeof back === 'string' ? back : '', blog.url, '/admin/linkbacks'));
  });

  return router;
}

/** Editors see what every post told, authors what their own did. @throws HttpError 403 */
async function refuseStranger(blog: Blog, req: Request, post_id: number | undefined): Promise<void> {
  if (may(req.user, 'edit_others_posts')) return;
  const post = post_id === undefined ? undefined : await findPost(blog.db, post_id);
  if (!post || !mayEdit(req.user, post))
    throw forbidden(__('You may only see what your own posts have told.'));
}
