// themes/admin.ts: Appearance → Themes.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { activateTheme } from './activate.ts';
import { themesView } from './admin-view.ts';
import { chosenTheme } from './form.ts';

export function themesAdmin(blog: Blog): Router {
  const router = Router();

  router.get('/themes', needs('edit_theme_options'), async function listThemes(req, res) {
    res.render('themes/admin', {
      frame: await adminFrame(blog, req, { title: __('Themes') }),
      ...(await themesView(blog)),
    });
  });

  router.post('/themes/activate', needs('switch_themes'), formBody(), async function activateOne(req, res) {
    const form = chosenTheme.safeParse(req.body);
    if (!form.success) throw badRequest(__('Choose one of the themes.'));
    const theme = await activateTheme(blog, form.data.theme);
    leaveNotice(req, __('The site now wears the theme %s.', theme.manifest.name));
    res.redirect(303, '/admin/themes');
  });

  return router;
}
