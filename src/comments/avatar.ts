// comments/avatar.ts: the picture next to a name, drawn here: no other site learns who reads or writes.
import { colourOf } from '../accounts/avatars/colour.ts';
import type { Blog } from '../blog.ts';
import { initialsOf } from '../base/words/initials.ts';
import { thumbnailUrl } from '../media/media.ts';
import { picturesOf, type Picture } from './queries/pictures.ts';
import { patternOf } from './form/secret.ts';
import type { Discussion } from './settings.ts';

export interface AvatarView {
  /** 0–11. */
  colour: number;
  /** At most two letters; '' for none. */
  initials: string;
  /** Outline of a pattern of 5 × 5 squares for an SVG path; '' for none. */
  pattern: string;
  /** Address of the picture that its user chose, or that another site shows of its author; '' for none. */
  picture: string;
}

export type AvatarOf = (author: {
  name: string;
  email: string;
  user_id: number | null;
  /** The hash of the browser's key, which nobody can type; null when there is none. */
  browser?: string | null;
  /** Address here of the picture that came with a linkback. */
  photo?: string | undefined;
}) => AvatarView | undefined;

/**
 * What is shown next to names, as the settings have it: initials (`mystery`, `initials`), a plain disc (`color`), nothing
 * (`blank`), or for WordPress's generated pictures a pattern of our own. One person has one picture on the whole site.
 * @param pictures those that users chose, by user id; they stand before all of these
 */
export function avatarsOf(
  blog: Blog,
  { show_avatars, avatar_default: look }: Pick<Discussion, 'show_avatars' | 'avatar_default'>,
  pictures: Map<number, Picture>,
): AvatarOf {
  if (!show_avatars) return () => undefined;
  const isLetters = look === 'mystery' || look === 'initials';
  const isPattern = !isLetters && look !== 'color';
  return ({ name, email, user_id, browser, photo = '' }) => {
    const picture = addressOf(pictures.get(user_id ?? 0)) || photo;
    if (look === 'blank' && !picture) return undefined;
    // By what is proven: whoever types the address of another has another picture.
    const words = wordsFor({ name, email, user_id, browser });
    return {
      picture,
      colour: colourOf(blog, words),
      initials: isLetters ? initialsOf(name) : '',
      pattern: isPattern ? squares(patternOf(blog, words)) : '',
    };
  };
}

/** What tells people apart. */
export const wordsFor = ({
  name,
  email,
  user_id,
  browser,
}: Omit<Parameters<AvatarOf>[0], 'photo'>): string =>
  user_id ? `user ${user_id}` : browser ? `browser ${browser}` : email.toLowerCase() || name;

/** The addresses of the pictures that users chose, by user id. */
export async function picturesOfUsers({ db }: Blog, user_ids: number[]): Promise<Map<number, string>> {
  const pictures = await picturesOf(db, user_ids);
  return new Map([...pictures].map(([id, picture]) => [id, addressOf(picture)]));
}

const addressOf = (picture: Picture | undefined): string => (picture ? thumbnailUrl(picture) : '');

/** Three columns of five squares from fifteen bits, and the first two mirrored. */
function squares(bits: number): string {
  let path = '';
  for (let at = 0; at < 15; at += 1) {
    if (!(bits & (1 << at))) continue;
    const column = Math.floor(at / 5);
    const row = at % 5;
    path += `M${column} ${row}h1v1h-1z`;
    if (column < 2) path += `M${4 - column} ${row}h1v1h-1z`;
  }
  return path;
}
