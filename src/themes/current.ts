// themes/current.ts: the theme a page is set in, with what its owner chose.
import type { Request } from 'express';
import { may } from '../accounts/user.ts';
import { assetAddress as builtAddress } from '../base/http/assets.ts';
import { settings } from '../base/settings/settings.ts';
import { fonts } from '../base/themes/fonts.ts';
import type { ThemeOptions } from '../base/themes/manifest.ts';
import { defaultTheme, lineOf, themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { mediaByIds } from '../media/queries.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import { cssAddress } from './additional-css.ts';
import { findDraft } from './queries.ts';
import { appearance, type ThemeValues } from './settings.ts';
import { sheetOf, valuesOf } from './values.ts';
import { assetAddress, versionOf, type ThemeView } from './view.ts';

export interface ActiveTheme {
  theme: Theme;
  values: ThemeValues;
  is_preview: boolean;
}

type Asker = Pick<Request, 'user' | 'query'>;

/** Whether a page was asked for as it would be, were a draft published. Whose draft, the session says. */
export const isPreviewed = ({ query }: Pick<Request, 'query'>): boolean =>
  query.customize_preview !== undefined;

/** The draft of whoever asks; undefined for those who have none, or may have none. */
export async function draftOf(blog: Blog, { user }: Pick<Request, 'user'>): Promise<ActiveTheme | undefined> {
  if (!user || !may(user, 'edit_theme_options')) return undefined;
  const draft = await findDraft(blog.db, user.id);
  const theme = draft && themesIn(blog.config.THEMES_DIR).known.get(draft.stylesheet);
  return theme && { theme, values: draft.mods, is_preview: true };
}

/**
 * The theme of whoever asks: the published one, which is the default when the chosen one is gone or broken; for a
 * preview the asker's own draft.
 */
export async function activeTheme(blog: Blog, req: Asker): Promise<ActiveTheme> {
  const draft = isPreviewed(req) ? await draftOf(blog, req) : undefined;
  if (draft) return draft;
  const { stylesheet, theme_mods } = await settings(blog.db, appearance);
  const { known } = themesIn(blog.config.THEMES_DIR);
  const theme = known.get(stylesheet) ?? known.get(defaultTheme)!;
  return { theme, values: theme_mods[theme.name] ?? {}, is_preview: false };
}

/** What a page's templates see of it. At most one query, when pictures were chosen. */
export async function themeView(blog: Blog, { theme, values, is_preview }: ActiveTheme): Promise<ThemeView> {
  const { known } = themesIn(blog.config.THEMES_DIR);
  const options = optionsOf(blog, theme);
  const chosen = valuesOf(options, values);
  const sheet = sheetOf(options, values);
  const sheetAddress = `/themes/${is_preview ? 'draft' : 'options'}.css?ver=${versionOf(sheet)}`;
  const { custom_css } = await settings(blog.db, appearance);
  const additional = cssAddress(theme.name, custom_css);
  const isPicture = (name: string) => options[name]!.type === 'image';
  const styles = lineOf({ known, broken: [] }, theme)
    .toReversed()
    .flatMap((one) => one.manifest.styles.map((style) => assetAddress(one, style)));
  const needsFonts = Object.entries(chosen).some(
    ([name, value]) => options[name]!.type === 'font' && fonts[value]?.is_served,
  );
  return {
    name: theme.name,
    styles: [
      ...(needsFonts ? [builtAddress('css/fonts.css')] : []),
      ...styles,
      ...(sheet ? [sheetAddress] : []),
      ...(additional ? [additional] : []),
    ],
    options: Object.fromEntries(Object.entries(chosen).filter(([name]) => !isPicture(name))),
    images: await pictures(
      blog,
      Object.entries(chosen).filter(([name]) => isPicture(name)),
    ),
    is_preview,
  };
}

/** All options that a theme's pages may ask for: its own, its parents', the default theme's. */
export function optionsOf(blog: Blog, theme: Theme): ThemeOptions {
  const { known } = themesIn(blog.config.THEMES_DIR);
  return { ...known.get(defaultTheme)!.options, ...theme.options };
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
