// themes/admin-view.ts: the themes there are, the one the site wears first, and what is wrong with the others.
import { settings } from '../base/settings/settings.ts';
import { lookAgain, themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { faultOf } from './faults.ts';
import { appearance } from './settings.ts';
import { assetAddress } from './view.ts';

/** Everything the screen shows. The folders are looked through anew. */
export async function themesView(blog: Blog) {
  lookAgain(blog.config.THEMES_DIR);
  const { known, broken } = themesIn(blog.config.THEMES_DIR);
  const { stylesheet } = await settings(blog.db, appearance);
  const isWorn = ({ name }: Theme) => name === stylesheet;
  return {
    themes: [...known.values()]
      .toSorted((a, b) => Number(isWorn(b)) - Number(isWorn(a)))
      .map((theme) => ({
        name: theme.manifest.name,
        description: theme.manifest.description,
        version: theme.manifest.version,
        author: theme.manifest.author,
        parent: theme.manifest.parent ?? '',
        folder: theme.name,
        is_active: isWorn(theme),
        picture: theme.screenshot ? assetAddress(theme, theme.screenshot) : '',
        fault: faultOf(theme),
      })),
    broken,
    /** The chosen theme that is not there; the default stands in. */
    missing: known.has(stylesheet) ? '' : stylesheet,
    themes_dir: blog.config.THEMES_DIR ?? '',
  };
}
