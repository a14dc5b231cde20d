// attachments/settings-admin.ts: Settings → Comment attachments.
import { needs } from '../accounts/guard.ts';
import { settingsSaved } from '../announcements.ts';
import { settingsScreen, type SettingsScreen } from '../base/admin/settings-screen.ts';
import type { Blog } from '../blog.ts';
import { attachmentSettings } from './settings.ts';

export const attachmentsScreen: SettingsScreen = {
  name: 'attachments',
  title: 'Comment attachments',
  heading: 'Comment attachment settings',
  intro:
    'Readers can attach files to their comments. These settings say who may, which files, and how they are shown.',
  declared: [attachmentSettings],
};

export const attachmentsAdmin = (blog: Blog) =>
  settingsScreen(blog, attachmentsScreen, { guard: needs('manage_options'), announce: settingsSaved });
