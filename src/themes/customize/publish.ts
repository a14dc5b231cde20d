// themes/customize/publish.ts: what somebody chose becomes how everybody sees the site.
import { announce } from '../../announcements.ts';
import { forgetSettings, saveSettings, settings } from '../../base/settings/settings.ts';
import type { Theme } from '../../base/themes/themes.ts';
import type { Blog } from '../../blog.ts';
import { dropDraft, lockChoices } from '../queries.ts';
import { appearance, type ThemeValues } from '../settings.ts';
import { changedOf } from '../values.ts';

/** The site wears the theme, with these values; the user's draft is done. */
export async function publishTheme(
  blog: Blog,
  user: { id: number },
  theme: Theme,
  values: ThemeValues,
): Promise<void> {
  await blog.db.transaction(async (db) => {
    await lockChoices(db);
    const { theme_mods } = await settings(db, appearance);
    const own = changedOf(theme.options, values);
    await saveSettings(db, appearance, {
      stylesheet: theme.name,
      theme_mods: { ...theme_mods, [theme.name]: own },
    });
    await dropDraft(db, user.id);
    await announce({ db }, 'settings.saved', { names: ['stylesheet', 'theme_mods'] });
  });
  forgetSettings(blog.db);
}
