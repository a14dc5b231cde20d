// site/feature.ts: the public pages, and the settings that decide how they look.
import { heldFields } from '../base/admin/fields.ts';
import type { Feature } from '../feature.ts';
import {
  generalFields,
  permalinkFields,
  privacyFields,
  readingFields,
  writingFields,
} from './admin-fields.ts';
import { siteAdmin } from './admin.ts';
import { usesAsIcon } from './icon-admin.ts';
import { siteOpen } from './open.ts';
import { publicSite } from './site.ts';

const capability = 'manage_options';
const under = 'Settings';

export const site: Feature = {
  name: 'site',
  site: publicSite,
  open: siteOpen,
  uses: usesAsIcon,
  admin: {
    menu: [
      { title: 'Settings', path: '/admin/settings/general', position: 80, capability },
      {
        title: 'General',
        path: '/admin/settings/general',
        position: 80,
        capability,
        under,
        holds: heldFields(generalFields()),
      },
      { title: 'Site icon', path: '/admin/settings/site-icon', position: 80, capability, under },
      {
        title: 'Writing',
        path: '/admin/settings/writing',
        position: 80,
        capability,
        under,
        holds: heldFields(writingFields([])),
      },
      {
        title: 'Reading',
        path: '/admin/settings/reading',
        position: 81,
        capability,
        under,
        holds: heldFields(readingFields([])),
      },
      {
        title: 'Permalinks',
        path: '/admin/settings/permalinks',
        position: 84,
        capability,
        under,
        holds: heldFields(permalinkFields()),
      },
      {
        title: 'Privacy',
        path: '/admin/settings/privacy',
        position: 85,
        capability,
        under,
        holds: heldFields(privacyFields([])),
      },
      { title: 'Outbox', path: '/admin/outbox', position: 89, capability, under },
    ],
    routes: siteAdmin,
  },
};
