// links/feature.ts: links of published posts that no longer lead anywhere.
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { brokenLinksAdmin } from './admin.ts';
import { checkLinks } from './check.ts';
import { followPost, followSetting, gather } from './gather.ts';
import { linkChecks } from './settings.ts';

export const links: Feature = {
  name: 'links',
  admin: {
    menu: [
      {
        title: N_('Broken links'),
        path: '/admin/broken-links',
        position: 79,
        capability: 'edit_others_posts',
        under: 'Tools',
      },
    ],
    routes: brokenLinksAdmin,
  },
  settings: [linkChecks],
  on: { 'post.saved': followPost, 'settings.saved': followSetting },
  tasks: { 'links.gather': gather, 'links.check': (blog) => checkLinks(blog) },
  schedules: [{ task: 'links.check', pattern: '*/5 * * * *' }],
};
