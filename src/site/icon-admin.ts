// site/icon-admin.ts: Settings → Site icon and Site image: a picture of the library is chosen for each.
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { announce } from '../announcements.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { __, N_, translate } from '../base/language/gettext.ts';
import { forgetSettings, saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { FindUses } from '../blog.ts';
import { may } from '../accounts/user.ts';
import { picturesOf } from '../themes/customize/pictures.ts';
import { chosenPicture } from '../themes/queries.ts';
import { siteIdentity } from '../themes/settings.ts';
import { iconLinks } from '../themes/site-icon.ts';

type Choice = 'site_icon' | 'site_image';

interface Screen {
  path: string;
  title: string;
  intro: string;
  /** What there is without a choice. */
  none: string;
  saved: string;
}

const screens: Record<Choice, Screen> = {
  site_icon: {
    path: '/settings/site-icon',
    title: N_('Site icon'),
    intro: N_(
      'Browsers show this picture in tabs and bookmarks, telephones on their start screens. The middle of it is cut to a square; 512 by 512 pixels or more look well.',
    ),
    none: N_('Quillback’s own'),
    saved: N_('Saved. Browsers may show the icon before it for a while.'),
  },
  site_image: {
    path: '/settings/site-image',
    title: N_('Site image'),
    intro: N_(
      'Other sites and messengers show a picture beside a link to a page here: its featured image, else the first picture of its text, else this one. 1200 by 630 pixels look well.',
    ),
    none: N_('None'),
    saved: N_('Saved. Other sites keep what they found before for a while.'),
  },
};

const looking = z.object({
  s: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(9999).catch(1),
});
const picked = z.coerce.number().int().min(0).max(2_147_483_647);

export function iconAdmin(blog: Blog, guard: RequestHandler): Router {
  const router = Router();
  for (const name of ['site_icon', 'site_image'] as const) {
    const { path } = screens[name];
    router.use(path, guard, formBody());

    router.get(path, async function showIcon(req, res) {
      res.render('site/admin-icon', {
        frame: await adminFrame(blog, req, { title: translate(screens[name].title) }),
        ...(await viewOf(blog, name, req.query)),
      });
    });

    router.post(`${path}/save`, async function saveIcon(req, res) {
      const body = (req.body ?? {}) as Record<string, unknown>;
      await choose(blog, name, picked.safeParse(body[name]).data);
      leaveNotice(req, translate(screens[name].saved), 'done', '/');
      res.redirect(303, `/admin${path}`);
    });
  }
  return router;
}

async function viewOf(blog: Blog, name: Choice, query: unknown) {
  const { s: words, page } = looking.parse(query);
  const { path, intro, none } = screens[name];
  const identity = await settings(blog.db, siteIdentity);
  const value = identity[name] ? String(identity[name]) : '';
  const pictures = await picturesOf(blog, name, value, { option: name, words, page });
  const [, large] = name === 'site_icon' ? await iconLinks(blog) : [];
  const address = (page: number) =>
    `/admin${path}?${new URLSearchParams({ ...(words && { s: words }), page: String(page) }).toString()}`;
  return {
    name,
    here: `/admin${path}`,
    intro: translate(intro),
    none: translate(none),
    icon: large?.href ?? '',
    pictures,
    newer: pictures.newer && address(page - 1),
    older: pictures.older && address(page + 1),
  };
}

/** @throws HttpError 400 for what everybody may not see */
async function choose(blog: Blog, name: Choice, id: number | undefined): Promise<void> {
  if (id === undefined || (id && !(await chosenPicture(blog.db, id))))
    throw badRequest(__('Choose a picture of the library that everybody may see.'));
  await blog.db.transaction(async (db) => {
    await saveSettings(db, siteIdentity, { [name]: id });
    await announce({ db }, 'settings.saved', { names: [name] });
  });
  forgetSettings(blog.db);
}

/** The site's icon and image among the uses of a file. */
export const usesAsIcon: FindUses = async ({ db }, user, media_ids) => {
  const identity = await settings(db, siteIdentity);
  return (['site_icon', 'site_image'] as const)
    .filter((name) => media_ids.includes(identity[name]))
    .map((name) => ({
      media_id: identity[name],
      how: __(/* translators: “site icon” or “site image” follows */ 'As the'),
      title: name === 'site_icon' ? __('site icon') : __('site image'),
      href: may(user, 'manage_options') ? `/admin${screens[name].path}` : '',
    }));
};
