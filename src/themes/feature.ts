// themes/feature.ts: how the site looks: themes, and what their owner chooses of what they offer.
import { Router } from 'express';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { themesAdmin } from './admin.ts';
import { themesAreWhole } from './check.ts';
import { cssAdmin } from './css-admin.ts';
import { customizeAdmin } from './customize/admin.ts';
import { usesInThemes } from './media-uses.ts';
import { themeFiles } from './open.ts';
import { appearance, siteIdentity } from './settings.ts';
import { themePreview } from './site.ts';
import { themesRest } from './rest.ts';

const capability = 'edit_theme_options';
const under = 'Appearance';

export const themes: Feature = {
  name: 'themes',
  rest: themesRest,
  open: themeFiles,
  site: themePreview,
  admin: {
    menu: [
      { title: N_('Appearance'), path: '/admin/themes', position: 60, icon: 'palette', capability },
      { title: N_('Themes'), path: '/admin/themes', position: 60, capability, under },
      { title: N_('Customize'), path: '/admin/customize', position: 61, capability, under },
      { title: N_('Additional CSS'), path: '/admin/custom-css', position: 64, capability, under },
    ],
    routes: (blog) => Router().use(themesAdmin(blog), customizeAdmin(blog), cssAdmin(blog)),
  },
  media_uses: usesInThemes,
  settings: [appearance, siteIdentity],
  checks: [{ name: 'themes', run: themesAreWhole }],
};
