// themes/settings.ts: which theme the site wears, and what its owner chose of what each theme offers.
import { z } from 'zod';
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
});
