// themes/admin-view.ts: the themes there are, the one the site wears first, and what is wrong with the others.
import path from 'node:path';
import { settings } from '../base/settings/settings.ts';
import { unreadableTemplate } from '../base/themes/templates.ts';
import { rereadThemes, themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { faultOf } from './faults.ts';
import { appearance } from './settings.ts';
import { assetAddress } from './view.ts';

/** Everything the screen shows. The folders are looked through anew. */
export async function themesView(blog: Blog) {
  rereadThemes(blog.config.THEMES_DIR);
  const { known, broken } = themesIn(blog.config.THEMES_DIR);
  const { stylesheet } = await settings(blog.db, appearance);
  const own = blog.config.THEMES_DIR ? path.resolve(blog.config.THEMES_DIR) : '';
  const isOwn = ({ folder }: Theme) => path.dirname(path.resolve(folder)) === own;
  const isActive = ({ name }: Theme) => name === stylesheet;
  return {
    themes: [...known.values()]
      .toSorted((a, b) => Number(isActive(b)) - Number(isActive(a)))
      .map((theme) => ({
        name: theme.manifest.name,
        description: theme.manifest.description,
        version: theme.manifest.version,
        author: theme.manifest.author,
        parent: theme.manifest.parent ?? '',
        folder: theme.name,
        is_active: isActive(theme),
        picture: theme.screenshot ? assetAddress(theme, theme.screenshot) : '',
        fault: faultOf(theme) ?? (isOwn(theme) ? unreadableTemplate(theme.folder) : undefined),
      })),
    broken,
    /** The chosen theme that is not there; the default stands in. */
    missing: known.has(stylesheet) ? '' : stylesheet,
    themes_dir: blog.config.THEMES_DIR ?? '',
  };
}
