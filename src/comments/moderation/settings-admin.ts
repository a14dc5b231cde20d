// comments/moderation/settings-admin.ts: Settings → Discussion.
import { needs } from '../../accounts/guard.ts';
import { settingsSaved } from '../../announcements.ts';
import { settingsScreen, type SettingsScreen } from '../../base/admin/settings-screen.ts';
import { N_ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { openAtFirst } from '../../writing/settings.ts';
import { discussion } from '../settings.ts';
import { tryRules } from './trial.ts';

export const discussionScreen: SettingsScreen = {
  name: 'discussion',
  title: N_('Discussion'),
  declared: [openAtFirst, discussion],
  template: 'comments/admin-settings',
  // Two lists of words, each of 100,000 letters.
  limit: '1mb',
};

export const discussionAdmin = (blog: Blog) =>
  settingsScreen(blog, discussionScreen, {
    guard: needs('manage_options'),
    announce: settingsSaved,
    more: async () => ({ trial: undefined }),
    trial: async (typed) => ({ trial: await tryRules(blog, typed) }),
  });
