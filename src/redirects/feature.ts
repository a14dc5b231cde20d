// redirects/feature.ts: old addresses that lead on, and those that readers ask for in vain.
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { redirectsAdmin } from './admin.ts';
import { redirectsCommand } from './command.ts';
import { tidyMissing, writeCounted } from './count.ts';

export const redirects: Feature = {
  name: 'redirects',
  admin: {
    menu: [
      {
        title: N_('Redirects'),
        path: '/admin/redirects',
        position: 79,
        capability: 'manage_options',
        under: 'Tools',
      },
    ],
    routes: redirectsAdmin,
  },
  tasks: { 'redirects.tidy': (blog) => tidyMissing(blog) },
  schedules: [{ task: 'redirects.tidy', pattern: '25 * * * *' }],
  commands: { redirects: redirectsCommand },
  stop: writeCounted,
};
