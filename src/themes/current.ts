// themes/current.ts: the theme a page is set in, with what its owner chose.
import type { Request } from 'express';
import { settings } from '../base/settings/settings.ts';
import { defaultTheme, lineOf, themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import { appearance, type ThemeValues } from './settings.ts';
import { sheetOf, valuesOf } from './values.ts';
import { assetAddress, versionOf, type ThemeView } from './view.ts';

export interface Worn {
  theme: Theme;
  values: ThemeValues;
  is_preview: boolean;
}

/** The theme of whoever asks: the published one, which is the default when the chosen one is gone or broken. */
export async function wornTheme(blog: Blog, _req: Pick<Request, 'user' | 'query'>): Promise<Worn> {
  const { stylesheet, theme_mods } = await settings(blog.db, appearance);
  const { known } = themesIn(blog.config.THEMES_DIR);
  const theme = known.get(stylesheet) ?? known.get(defaultTheme)!;
  return { theme, values: theme_mods[theme.name] ?? {}, is_preview: false };
}

/** What a page's templates see of it. At most one query, when pictures were chosen. */
export async function themeView(blog: Blog, { theme, values, is_preview }: Worn): Promise<ThemeView> {
  const { known } = themesIn(blog.config.THEMES_DIR);
  const options = { ...known.get(defaultTheme)!.options, ...theme.options };
  const chosen = valuesOf(options, values);
  const sheet = sheetOf(options, values);
  const isPicture = (name: string) => options[name]!.type === 'image';
  const styles = lineOf({ known, broken: [] }, theme)
    .toReversed()
    .flatMap((one) => one.manifest.styles.map((style) => assetAddress(one, style)));
  return {
    name: theme.name,
    styles: [...styles, ...(sheet ? [`/themes/options.css?ver=${versionOf(sheet)}`] : [])],
    options: Object.fromEntries(Object.entries(chosen).filter(([name]) => !isPicture(name))),
    images: await pictures(
      blog,
      Object.entries(chosen).filter(([name]) => isPicture(name)),
    ),
    is_preview,
  };
}

/** The places for menus and widgets that pages of a theme may ask for: its own, its parents', the default theme's. */
export function placesOf(blog: Blog, theme: Theme): { menus: string[]; areas: string[] } {
  const themes = themesIn(blog.config.THEMES_DIR);
  const line = [...lineOf(themes, theme), themes.known.get(defaultTheme)!];
  return {
    menus: [...new Set(line.flatMap(({ manifest }) => Object.keys(manifest.menus)))],
    areas: [...new Set(line.flatMap(({ manifest }) => Object.keys(manifest.widget_areas)))],
  };
}

/** The default theme as it came, for pages of a theme that fails. */
export function plainTheme(blog: Blog): ThemeView {
  const { options } = themesIn(blog.config.THEMES_DIR).known.get(defaultTheme)!;
  const values = Object.entries(valuesOf(options, {}));
  return {
    name: defaultTheme,
    styles: [],
    options: Object.fromEntries(values.filter(([name]) => options[name]!.type !== 'image')),
    images: Object.fromEntries(
      values.flatMap(([name]) => (options[name]!.type === 'image' ? [[name, undefined]] : [])),
    ),
    is_preview: false,
  };
}

async function pictures(
  blog: Blog,
  chosen: [string, string][],
): Promise<Record<string, MediaView | undefined>> {
  const ids = chosen.flatMap(([, id]) => (id ? [Number(id)] : []));
  const media = await mediaByIds(blog.db, ids);
  return Object.fromEntries(
    chosen.map(([name, id]) => {
      const found = id ? media.get(Number(id)) : undefined;
      const view =
        found?.is_public && found.post_is_public ? mediaView(found, { size: 'medium' }) : undefined;
      return [name, view?.kind === 'image' && view.src ? view : undefined];
    }),
  );
}
