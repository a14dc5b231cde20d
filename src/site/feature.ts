// site/feature.ts: the public pages, and the settings that decide how they look.
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { siteAdmin } from './admin.ts';
import { discovery } from './discovery/settings.ts';
import { usesAsIcon } from './icon-admin.ts';
import { describeSite } from './describe-site.ts';
import { healthRest } from './health-rest.ts';
import { siteRest } from './rest.ts';
import { settingsRest } from './settings-rest.ts';
import {
  generalScreen,
  permalinksScreen,
  privacyScreen,
  readingScreen,
  writingScreen,
} from './settings-screens.ts';
import { publicSite } from './site.ts';

const capability = 'manage_options';
const under = 'Settings';

export const site: Feature = {
  name: 'site',
  site: publicSite,
  rest: [...siteRest, ...healthRest, ...settingsRest],
  rest_index: describeSite,
  settings: [discovery],
  media_uses: usesAsIcon,
  admin: {
    menu: [
      { title: N_('Settings'), path: '/admin/settings/general', position: 80, icon: 'settings', capability },
      settingsMenuItem(generalScreen, 80),
      { title: N_('Site icon'), path: '/admin/settings/site-icon', position: 80, capability, under },
      { title: N_('Site image'), path: '/admin/settings/site-image', position: 80, capability, under },
      settingsMenuItem(writingScreen, 80),
      settingsMenuItem(readingScreen, 81),
      settingsMenuItem(permalinksScreen, 84),
      settingsMenuItem(privacyScreen, 85),
      { title: N_('Outbox'), path: '/admin/outbox', position: 89, capability, under },
    ],
    routes: siteAdmin,
  },
};
