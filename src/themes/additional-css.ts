// themes/additional-css.ts: the owner's own CSS for a theme: cleaned, kept, and where pages find it.
import { announce } from '../announcements.ts';
import { badRequest } from '../base/errors.ts';
import { cleanCss } from '../base/html/clean-css.ts';
import { __, __number } from '../base/language/gettext.ts';
import { forgetSettings, saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { lockChoices } from './queries.ts';
import { appearance } from './settings.ts';
import { versionOf } from './view.ts';

/** So many characters, and no more. */
export const mostCss = 100_000;

/**
 * Keeps the CSS of a theme without what would fetch from other hosts.
 * @returns what was taken out
 * @throws HttpError 400 when it is too long
 */
export async function saveCss(blog: Blog, theme: string, text: string): Promise<string[]> {
  if (text.length > mostCss)
    throw badRequest(__('Not saved.'), { css: __('At most %s characters, please.', __number(mostCss)) });
  const { css, removed } = cleanCss(text, blog.url);
  await blog.db.transaction(async (db) => {
    await lockChoices(db);
    const { custom_css } = await settings(db, appearance);
    const { [theme]: _before, ...others } = custom_css;
    await saveSettings(db, appearance, { custom_css: css.trim() ? { ...others, [theme]: css } : others });
    await announce({ db }, 'settings.saved', { names: ['custom_css'] });
  });
  forgetSettings(blog.db);
  return removed;
}

/** The address of a theme's additional CSS; undefined when there is none. */
export function cssAddress(theme: string, custom_css: Record<string, string>): string | undefined {
  const css = custom_css[theme];
  return css ? `/themes/additional.css?theme=${theme}&ver=${versionOf(css)}` : undefined;
}
