// writing/screen/preview-link.ts: where links to what is not out yet are made and revoked.
import { Router } from 'express';
import { leaveNotice } from '../../base/admin/notices.ts';
import { badRequest } from '../../base/errors.ts';
import { fieldsOf } from '../../base/http/form-body.ts';
import { idFrom } from '../../base/http/ids.ts';
import { __, _n } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { previewLinksOf } from '../../posts/queries/preview-links.ts';
import { isSharable, revokePreview, shareDays, sharedPath, sharePreview } from '../preview-link.ts';

export function previewShares(blog: Blog, type: 'post' | 'page'): Router {
  const router = Router();
  const path = `/${type}s/:id/share`;

  router.post(path, async function makeShare(req, res) {
    const id = idFrom(req.params.id, type);
    const { days: given } = fieldsOf(req);
    const days = shareDays.find((one) => String(one) === given);
    if (!days) throw badRequest(__('Please choose how long the link opens.'));
    await sharePreview(blog, req.user!, { id, type }, days);
    leaveNotice(req, __('The link is made. Whoever has it can read this, until it ends or you revoke it.'));
    res.redirect(303, `/admin/${type}s/${id}#share`);
  });

  router.post(`${path}/:link/revoke`, async function revokeShare(req, res) {
    const { id: given, link } = req.params as Record<string, unknown>;
    const id = idFrom(given, type);
    await revokePreview(blog, req.user!, { id, type }, idFrom(link, 'link'));
    leaveNotice(req, __('The link is revoked.'));
    res.redirect(303, `/admin/${type}s/${id}#share`);
  });

  return router;
}

/** What the write screen shows of a post's links; undefined when it is not one to show beforehand. */
export async function sharesView(blog: Blog, post: Post | undefined) {
  if (!post || !isSharable(post)) return undefined;
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const action = `/admin/${post.type}s/${post.id}/share`;
  return {
    action,
    days: shareDays.map((days) => ({ value: String(days), title: _n('%s day', '%s days', days) })),
    links: (await previewLinksOf(blog.db, post.id, blog.now())).map(({ id, token, expires_at }) => ({
      id,
      url: blog.url + sharedPath(post.id, token),
      ends: formatDate(expires_at, `${date_format}, ${time_format}`, { zone }),
      revoke_action: `${action}/${id}/revoke`,
    })),
  };
}
