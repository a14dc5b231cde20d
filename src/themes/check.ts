// themes/check.ts: a line of `doctor`: whether every theme can be worn, above all the one that is.
import { settings } from '../base/settings/settings.ts';
import { themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { appearance } from './settings.ts';

/** What is wrong with the themes there are; undefined when nothing is. */
export async function themesAreWhole({ db, config }: Blog): Promise<string | undefined> {
  const { known, broken } = themesIn(config.THEMES_DIR);
  const { stylesheet } = await settings(db, appearance);
  if (!known.has(stylesheet)) {
    const why = broken.find(({ name }) => name === stylesheet)?.problem ?? 'there is no such folder';
    return `the site should wear the theme ${stylesheet}, but ${why}: the default stands in`;
  }
  const [first] = broken;
  return first && `${first.name} cannot be used: ${first.problem}`;
}
