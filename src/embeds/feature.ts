// embeds/feature.ts: what a bare link in a text shows.
import { announce } from '../announcements.ts';
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import { N_ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import type { Feature } from '../feature.ts';
import { embedsAdmin, embedsScreen } from './admin.ts';
import { fetchEmbed, lineUp } from './fetching/fetch-embed.ts';
import { embedsOpen } from './open.ts';
import { urlsWithPoster } from './queries.ts';
import { announceDue } from './fetching/refresh.ts';
import { embedSettings } from './settings.ts';
import { embedPolicy } from './privacy-policy.ts';

export const embeds: Feature = {
  name: 'embeds',
  privacy_policy: embedPolicy,
  open: embedsOpen,
  admin: {
    menu: [
      {
        title: N_('Embeds'),
        path: '/admin/embeds',
        position: 77,
        under: 'Tools',
        capability: 'edit_others_posts',
      },
      settingsMenuItem(embedsScreen, 84),
      {
        title: N_('Embed providers'),
        path: '/admin/settings/embed-providers',
        position: 84,
        under: 'Settings',
        capability: 'manage_options',
      },
    ],
    routes: embedsAdmin,
  },
  settings: [embedSettings],
  on: { 'embed.wanted': (blog, data) => lineUp(blog, data), 'media.ready': posterIsReady },
  tasks: { 'embeds.fetch': fetchEmbed, 'embeds.refresh': (blog) => announceDue(blog) },
  schedules: [{ task: 'embeds.refresh', pattern: '7 * * * *' }],
};

/** A poster can be shown from now on: the texts that show its link are made again. */
async function posterIsReady(blog: Blog, { media_id }: { media_id: number }): Promise<void> {
  for (const url of await urlsWithPoster(blog.db, media_id)) await announce(blog, 'embed.ready', { url });
}
