// themes/media-uses.ts: which kept files a theme shows, such as a logo.
import { __ } from '../base/language/gettext.ts';
import { may } from '../accounts/user.ts';
import { settings } from '../base/settings/settings.ts';
import { themesIn } from '../base/themes/themes.ts';
import type { FindUses } from '../blog.ts';
import { appearance } from './settings.ts';

export const usesInThemes: FindUses = async ({ db, config }, user, media_ids) => {
  const { theme_mods } = await settings(db, appearance);
  const { known } = themesIn(config.THEMES_DIR);
  const href = may(user, 'edit_theme_options') ? '/admin/customize' : '';
  return Object.entries(theme_mods).flatMap(([folder, values]) => {
    const theme = known.get(folder);
    return Object.entries(values).flatMap(([name, value]) => {
      const option = theme?.options[name];
      const media_id = Number(value);
      if (option?.type !== 'image' || !media_ids.includes(media_id)) return [];
      return [
        {
          media_id,
          how: __(
            /* translators: an option; the name of the theme follows */ 'As “%s” of the theme',
            option.label,
          ),
          title: theme!.manifest.name,
          href,
        },
      ];
    });
  });
};
