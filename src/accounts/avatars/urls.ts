// accounts/avatars/urls.ts: the addresses of a person's picture by width, for programs (`avatar_urls`).
import { initialsOf } from '../../base/words/initials.ts';
import type { Blog } from '../../blog.ts';
import { colourOf } from './colour.ts';

export const sizes = [24, 48, 96] as const;
/** As hues of the twelve colours that pages use. */
export const hues = [5, 32, 60, 95, 140, 168, 190, 212, 236, 265, 295, 335];

/** Addresses by width, as WordPress names them. */
export type AvatarUrls = Record<(typeof sizes)[number], string>;

/** The same address for every width: pictures are fitted by whoever shows them. */
export const avatarUrls = (address: string): AvatarUrls => ({ 24: address, 48: address, 96: address });

/**
 * Addresses of a drawn picture. All that it shows stands in the address, so it is made without asking anything.
 * @param name whose initials are shown
 * @param words what tells people apart: the colour follows from it
 */
export function drawnAvatarUrls(blog: Blog, name: string, words: string): AvatarUrls {
  const place = `${blog.url}/avatars/${colourOf(blog, words, hues.length)}/${encodeURIComponent(initialsOf(name))}`;
  return { 24: `${place}/24.svg`, 48: `${place}/48.svg`, 96: `${place}/96.svg` };
}
