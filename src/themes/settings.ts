// themes/settings.ts: which theme the site wears, and what its owner chose of what each theme offers.
import { z } from 'zod';
import { field, withoutScreen } from '../base/settings/declare.ts';
import { wholeNumber } from '../base/settings/settings.ts';
import { defaultTheme } from '../base/themes/themes.ts';

/** What was chosen, by option; only what differs from the theme's own. */
export type ThemeValues = Record<string, string>;

const values = z.record(z.string().max(50), z.string().max(1000));

/** `stylesheet` and `theme_mods` are WordPress's names. */
export const appearance = z.object({
  ...withoutScreen('Appearance → Themes changes it.', {
    /** The name of the theme's folder. */
    stylesheet: field(z.string().max(50).default(defaultTheme), 'text', 'Theme that the site wears', {
      note: 'The name of its folder ([themes.md](themes.md)).',
    }),
  }),
  ...withoutScreen('Appearance → Customize changes it.', {
    /** By theme, so that a theme that comes back looks as it did. */
    theme_mods: field(
      z.record(z.string().max(50), values).default({}),
      'textarea',
      'By theme, what was chosen of its options, where that differs from the theme’s own',
    ),
  }),
  ...withoutScreen('Appearance → Additional CSS changes it.', {
    /** By theme; cleaned (additional-css.ts). */
    custom_css: field(
      z.record(z.string().max(50), z.string().max(110_000)).default({}),
      'textarea',
      'By theme, the owner’s own CSS, without what would fetch from other hosts',
    ),
  }),
});

/** The site's own pictures, in whatever theme. */
export const siteIdentity = z.object({
  ...withoutScreen('Settings → Site icon changes it.', {
    /** A picture of the library; 0 for none. */
    site_icon: field(wholeNumber(0, 0, 2_147_483_647), 'number', 'Site icon', {
      rest: 'site_icon',
      note: 'Id of the picture of the library that browsers show for the site, made as PNG of 32, 180 and 192 pixels; `/favicon.ico` leads there. 0: the default one.',
    }),
  }),
  ...withoutScreen('Settings → Site image changes it.', {
    /** A picture of the library; 0 for none. */
    site_image: field(wholeNumber(0, 0, 2_147_483_647), 'number', 'Site image', {
      note: 'Id of the picture of the library that other sites show beside a link to a page that has none of its own (`og:image`). 0: none.',
    }),
  }),
});
