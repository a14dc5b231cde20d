// themes/feature.ts: how the site looks: themes, and what their owner chooses of what they offer.
import type { Feature } from '../feature.ts';
import { themesAdmin } from './admin.ts';
import { themeFiles } from './open.ts';
import { appearance } from './settings.ts';

const capability = 'edit_theme_options';
const under = 'Appearance';

export const themes: Feature = {
  name: 'themes',
  open: themeFiles,
  admin: {
    menu: [
      { title: 'Appearance', path: '/admin/themes', position: 60, capability },
      { title: 'Themes', path: '/admin/themes', position: 60, capability, under },
    ],
    routes: themesAdmin,
  },
  settings: [appearance],
};
