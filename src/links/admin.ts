// links/admin.ts: Tools → Broken links.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idFrom, pageFrom } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { checkLink } from './check.ts';
import type { Link } from './link.ts';
import { findLink, updateLink } from './queries.ts';
import { brokenLinksView, path } from './view.ts';

export function brokenLinksAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/broken-links', needs('edit_others_posts'));
  router.get('/broken-links', showLinks.bind(null, blog));
  router.post('/broken-links/:id', formBody('4kb', 10), actOn.bind(null, blog));
  return router;
}

async function showLinks(blog: Blog, req: Request, res: Response) {
  const is_dismissed = req.query.dismissed === '1';
  const view = await brokenLinksView(blog, { is_dismissed, page: pageFrom(req.query.page) });
  res.render('links/admin', { frame: await adminFrame(blog, req, { title: __('Broken links') }), ...view });
}

/** Each does what its button says, and gives back what was done. */
const acts: Record<string, (blog: Blog, link: Link) => Promise<string>> = {
  async check(blog, link) {
    const status = await checkLink(blog, link);
    return status === 'works' ? __('The link works again.') : __('The link still does not work.');
  },
  async dismiss(blog, { id }) {
    await updateLink(blog.db, id, { is_dismissed: true });
    return __('The link is no longer listed. Should it work again and break later, it will be.');
  },
  async restore(blog, { id }) {
    await updateLink(blog.db, id, { is_dismissed: false });
    return __('The link is listed again.');
  },
};

async function actOn(blog: Blog, req: Request, res: Response) {
  const link = await findLink(blog.db, idFrom(req.params.id, 'link'));
  if (!link) throw notFound('link');
  const { act } = fieldsOf(req);
  if (typeof act !== 'string' || !Object.hasOwn(acts, act)) throw badRequest(__('Choose what to do.'));
  leaveNotice(req, await acts[act]!(blog, link));
  res.redirect(303, act === 'restore' ? `${path}?dismissed=1` : path);
}
