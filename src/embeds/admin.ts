// embeds/admin.ts: Settings → Embeds.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { announce } from '../announcements.ts';
import { settingsScreen } from '../base/admin/settings-screen.ts';
import type { Blog } from '../blog.ts';
import { embedFields } from './settings-fields.ts';
import { embedSettings } from './settings.ts';

export function embedsAdmin(blog: Blog): Router {
  return Router().use(
    settingsScreen(blog, {
      path: '/settings/embeds',
      title: 'Embeds',
      guard: needs('manage_options'),
      declared: [embedSettings],
      fields: () => embedFields,
      saved: (db, names) => announce({ db }, 'settings.saved', { names }),
    }),
  );
}
