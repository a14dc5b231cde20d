// themes/activate.ts: the site puts on another theme.
import { announce } from '../announcements.ts';
import { notFound } from '../base/errors.ts';
import { forgetSettings, saveSettings } from '../base/settings/settings.ts';
import { themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { appearance } from './settings.ts';

/** Makes a theme the site's own. What was chosen for others is kept. @throws HttpError 404 for one there is not */
export async function activateTheme(blog: Blog, name: string): Promise<Theme> {
  const theme = themesIn(blog.config.THEMES_DIR).known.get(name);
  if (!theme) throw notFound('theme');
  await blog.db.transaction(async (db) => {
    await saveSettings(db, appearance, { stylesheet: name });
    await announce({ db }, 'settings.saved', { names: ['stylesheet'] });
  });
  forgetSettings(blog.db);
  return theme;
}
