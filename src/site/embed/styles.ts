// site/embed/styles.ts: the colours and fonts of the theme, for the page that stands in a frame on another site.
import crypto from 'node:crypto';
import type { Request } from 'express';
import type { ThemeOptions } from '../../base/themes/manifest.ts';
import type { Blog } from '../../blog.ts';
import { optionsOf, activeTheme } from '../../themes/current.ts';
import { sheetOf, valuesOf } from '../../themes/values.ts';

/** A sheet that stands in the page itself, and what its policy says to let it in. */
export interface Look {
  html: string;
  source: string;
}

/**
 * The theme's sheets are for its own pages; its colours and fonts are enough for a card. They stand in the page: a
 * sandboxed frame belongs to no site, and the sheet of chosen options goes to this site's pages only.
 */
export async function lookOf(blog: Blog, req: Request): Promise<Look> {
  const { theme, values } = await activeTheme(blog, req);
  const options = optionsOf(blog, theme);
  // Nothing but checked colours and stacks of fonts of our own comes out of it.
  const html = sheetOf(withoutDefaults(options), valuesOf(options, values));
  const digest = crypto.createHash('sha256').update(html).digest('base64');
  return { html, source: `'sha256-${digest}'` };
}

/** So that what the theme itself says is said, too, and not only what its owner changed. */
const withoutDefaults = (options: ThemeOptions): ThemeOptions =>
  Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      option.type === 'image' ? option : { ...option, default: '' },
    ]),
  );
