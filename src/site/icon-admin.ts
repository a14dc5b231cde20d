// site/icon-admin.ts: Settings → Site icon: a picture of the library is chosen.
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { announce } from '../announcements.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { forgetSettings, saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { FindUses } from '../blog.ts';
import { may } from '../accounts/user.ts';
import { picturesOf } from '../themes/customize/pictures.ts';
import { chosenPicture } from '../themes/queries.ts';
import { siteIdentity } from '../themes/settings.ts';
import { iconLinks } from '../themes/site-icon.ts';

const here = '/settings/site-icon';
const looking = z.object({
  s: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(9999).catch(1),
});
const chosen = z.object({ site_icon: z.coerce.number().int().min(0).max(2_147_483_647) });

export function iconAdmin(blog: Blog, guard: RequestHandler): Router {
  const router = Router();
  router.use(here, guard, formBody());

  router.get(here, async function showIcon(req, res) {
    const { s: words, page } = looking.parse(req.query);
    const { site_icon } = await settings(blog.db, siteIdentity);
    const value = site_icon ? String(site_icon) : '';
    const pictures = await picturesOf(blog, 'site_icon', value, { option: 'site_icon', words, page });
    const [, large] = await iconLinks(blog);
    const address = (page: number) =>
      `/admin${here}?${new URLSearchParams({ ...(words && { s: words }), page: String(page) }).toString()}`;
    res.render('site/admin-icon', {
      frame: adminFrame(blog, req, { title: 'Site icon' }),
      icon: large?.href ?? '',
      pictures,
      newer: pictures.newer && address(page - 1),
      older: pictures.older && address(page + 1),
    });
  });

  router.post(`${here}/save`, async function saveIcon(req, res) {
    const read = chosen.safeParse(req.body ?? {});
    const id = read.success ? read.data.site_icon : 0;
    if (!read.success || (id && !(await chosenPicture(blog.db, id))))
      throw badRequest('Choose a picture of the library that everybody may see.');
    await blog.db.transaction(async (db) => {
      await saveSettings(db, siteIdentity, { site_icon: id });
      await announce({ db }, 'settings.saved', { names: ['site_icon'] });
    });
    forgetSettings(blog.db);
    leaveNotice(req, 'Saved. Browsers may show the icon before it for a while.', 'done', '/');
    res.redirect(303, `/admin${here}`);
  });

  return router;
}

/** The site's icon among the uses of a file. */
export const usesAsIcon: FindUses = async ({ db }, user, media_ids) => {
  const { site_icon: media_id } = await settings(db, siteIdentity);
  if (!media_ids.includes(media_id)) return [];
  const href = may(user, 'manage_options') ? `/admin${here}` : '';
  return [{ media_id, how: 'As the', title: 'site icon', href }];
};
