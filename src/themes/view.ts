// themes/view.ts: a theme as its templates see it, and as the admin shows it.
import crypto from 'node:crypto';
import type { Theme } from '../base/themes/themes.ts';
import type { MediaView } from '../media/view.ts';

/** What the templates of a public page find in `frame.theme`. */
export interface ThemeView {
  /** The name of its folder. */
  name: string;
  /** Addresses of its sheets, in their order. */
  styles: string[];
  /** A value for each option of the theme, of its parents and of the default theme, but pictures. */
  options: Record<string, string>;
  /** The pictures that were chosen; undefined for those that were not. */
  images: Record<string, MediaView | undefined>;
  /** Somebody looks at what is not published yet. */
  is_preview: boolean;
}

/** The address of a theme's file; it changes when the theme does. */
export const assetAddress = ({ name, version }: Pick<Theme, 'name' | 'version'>, file: string): string =>
  `/themes/${name}/${file}?ver=${version}`;

/** A short word that is another one for another text. */
export const versionOf = (text: string): string =>
  crypto.createHash('sha1').update(text).digest('hex').slice(0, 10);
