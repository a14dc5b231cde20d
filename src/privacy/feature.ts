// privacy/feature.ts: people get what is known of them here, and have it erased.
import { Router } from 'express';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { privacyAdmin } from './admin.ts';
import { tidyRequests } from './ask.ts';
import { personalDataCommand } from './command.ts';
import { runErase } from './erase.ts';
import { mailData } from './personal-data.ts';
import { ownPolicy, policyLists } from './policy.ts';
import { policyAdmin } from './policy-admin.ts';
import { kinds, screens } from './request.ts';
import { privacySite } from './site.ts';

const capability = 'manage_options';

export const privacy: Feature = {
  name: 'privacy',
  site: privacySite,
  admin: {
    menu: [
      { title: kinds.export, path: screens.export, position: 76.6, under: 'Tools', capability },
      { title: kinds.erase, path: screens.erase, position: 76.7, under: 'Tools', capability },
      {
        title: N_('Privacy policy guide'),
        path: '/admin/privacy-policy-guide',
        position: 85.5,
        under: 'Settings',
        capability,
      },
    ],
    routes: (blog) => Router().use(privacyAdmin(blog), policyAdmin(blog)),
  },
  personal_data: mailData,
  privacy_policy: ownPolicy,
  live_lists: policyLists,
  commands: { 'personal-data': personalDataCommand },
  tasks: { 'privacy.erase': runErase, 'privacy.tidy': (blog) => tidyRequests(blog) },
  schedules: [{ task: 'privacy.tidy', pattern: '30 3 * * *' }],
};
