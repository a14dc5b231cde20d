// themes/settings.ts: which theme the site wears, and what its owner chose of what each theme offers.
import { z } from 'zod';
import { wholeNumber } from '../base/settings/settings.ts';
import { defaultTheme } from '../base/themes/themes.ts';

/** What was chosen, by option; only what differs from the theme's own. */
export type ThemeValues = Record<string, string>;

const values = z.record(z.string().max(50), z.string().max(1000));

/** Appearance → Themes and Customize. `stylesheet` and `theme_mods` are WordPress's names. */
export const appearance = z.object({
  /** The name of the theme's folder. */
  stylesheet: z.string().max(50).default(defaultTheme),
  /** By theme, so that a theme that comes back looks as it did. */
  theme_mods: z.record(z.string().max(50), values).default({}),
  /** By theme; cleaned (additional-css.ts). */
  custom_css: z.record(z.string().max(50), z.string().max(110_000)).default({}),
});

/** The site's own picture, in whatever theme. */
export const siteIdentity = z.object({
  /** A picture of the library; 0 for none. */
  site_icon: wholeNumber(0, 0, 2_147_483_647),
});
