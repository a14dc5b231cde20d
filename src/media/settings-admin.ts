// media/settings-admin.ts: Settings → Media.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { settingsSaved } from '../announcements.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { settingsScreen, type SettingsScreen } from '../base/admin/settings-screen.ts';
import type { Blog } from '../blog.ts';
import { regenerateAll } from './pictures/regenerate.ts';
import { attachmentPages, insertSettings, mediaSettings } from './settings.ts';

export const mediaScreen: SettingsScreen = {
  name: 'media',
  title: 'Media',
  declared: [mediaSettings, attachmentPages, insertSettings],
  template: 'media/admin-settings',
};

export function mediaSettingsAdmin(blog: Blog): Router {
  const router = Router();
  const guard = needs('manage_options');

  router.use(settingsScreen(blog, mediaScreen, { guard, announce: settingsSaved }));

  router.post('/settings/media/regenerate', guard, async function regenerateSizes(req, res) {
    await regenerateAll(blog);
    leaveNotice(req, 'The sizes of all pictures are being made anew in the background.');
    res.redirect(303, '/admin/settings/media');
  });

  return router;
}
